"""Admin pages of the third floor, gathered for Django from their rooms."""

from expenses.payees import admin as payees
from expenses.policies import admin as policies

__all__ = ["payees", "policies"]
