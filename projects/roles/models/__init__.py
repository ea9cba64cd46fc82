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

# Models of topics come last: they are about what stands above.
from projects.roles.farewell.models import KeepInTouch, RoleLetter  # isort: skip
from projects.roles.importing.models import ImportedPiece, ImportedRole  # isort: skip
from projects.roles.pairing.models import RolePair  # isort: skip

__all__ = [
    "Agreement",
    "Assignment",
    "ChangeProposal",
    "DutyOccasion",
    "ImportedPiece",
    "ImportedRole",
    "KeepInTouch",
    "Part",
    "PaymentKind",
    "Per",
    "PrepTime",
    "RoleDescription",
    "RoleLetter",
    "RolePair",
    "RoleTemplate",
    "RoleVersion",
    "RoleWords",
    "SignedPaper",
    "StandardTerms",
    "Unit",
]
