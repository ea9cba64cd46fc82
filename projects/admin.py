"""Admin pages of the second floor, gathered for Django from their rooms."""

from projects.power_balance import admin as power_balance
from projects.roles import admin as roles
from projects.team import admin as team

__all__ = ["power_balance", "roles", "team"]
