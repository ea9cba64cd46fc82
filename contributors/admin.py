"""Admin pages of the first floor, gathered for Django from their rooms."""

from contributors.accounts import admin as accounts
from contributors.people import admin as people

__all__ = ["accounts", "people"]
