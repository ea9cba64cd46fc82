from projects.roles.models.agreements import Agreement, Assignment, ChangeProposal
from projects.roles.models.descriptions import RoleDescription, RoleVersion
from projects.roles.models.duties import DutyOccasion
from projects.roles.models.signed import SignedPaper
from projects.roles.models.standard_terms import StandardTerms
from projects.roles.models.templates import RoleTemplate
from projects.roles.models.wording import (
    Part,
    PaymentKind,
    Per,
    PrepTime,
    RoleWords,
    Unit,
)

__all__ = [
    "Agreement",
    "Assignment",
    "ChangeProposal",
    "DutyOccasion",
    "Part",
    "PaymentKind",
    "Per",
    "PrepTime",
    "RoleDescription",
    "RoleTemplate",
    "RoleVersion",
    "RoleWords",
    "SignedPaper",
    "StandardTerms",
    "Unit",
]
