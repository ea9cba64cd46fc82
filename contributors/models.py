"""All models of the first floor, gathered for Django from their rooms."""

from contributors.accounts.models import Organisation, StaffRole, User
from contributors.availability.models import Away, Circumstances, Unavailable
from contributors.people.models import AccessNeed, Connection, Person
from contributors.people.supporters.models import Supporter

__all__ = [
    "AccessNeed",
    "Away",
    "Circumstances",
    "Connection",
    "Organisation",
    "Person",
    "StaffRole",
    "Supporter",
    "Unavailable",
    "User",
]
