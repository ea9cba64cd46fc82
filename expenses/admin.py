"""Admin pages of the third floor, gathered for Django from their rooms."""

from expenses.claims import admin as claims
from expenses.payees import admin as payees
from expenses.policies import admin as policies

__all__ = ["claims", "payees", "policies"]
