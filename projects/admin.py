"""Admin pages of the second floor, gathered for Django from their rooms."""

from projects.roles import admin as roles
from projects.team import admin as team

__all__ = ["roles", "team"]
