"""Staff roles, the sentence that explains each, and what each may do. One table, read everywhere."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    PPI_MANAGER = "ppi_manager", _("PPI manager")
    PROJECT_STAFF = "project_staff", _("project staff")
    APPROVER = "approver", _("approver")
    FINANCE = "finance", _("finance")
    REPORTING = "reporting", _("reporting")
    READ_ONLY = "read_only", _("read only")
    ADMINISTRATOR = "administrator", _("administrator")


SENTENCES = {
    Role.PPI_MANAGER: _("Looks after involvement: starts projects, invites people, sees every project."),
    Role.PROJECT_STAFF: _("Works on the projects they are a member of."),
    Role.APPROVER: _("Says yes or no to claims. Never to their own."),
    Role.FINANCE: _("Makes and releases payment runs. Cannot see project notes."),
    Role.REPORTING: _("Sees every project and every report. Cannot change anything."),
    Role.READ_ONLY: _("Sees every project. Cannot change anything."),
    Role.ADMINISTRATOR: _("Sets up organisations, roles, policies and texts in the admin pages."),
}

# capability: who holds it. A capability is asked for by name; a role is never asked for in a view.
CAPABILITIES = {
    "see_projects": {Role.PPI_MANAGER, Role.PROJECT_STAFF, Role.REPORTING, Role.READ_ONLY},
    "see_all_projects": {Role.PPI_MANAGER, Role.REPORTING, Role.READ_ONLY},
    "see_own_projects": {Role.PROJECT_STAFF},
    "start_project": {Role.PPI_MANAGER},
    "edit_project": {Role.PPI_MANAGER, Role.PROJECT_STAFF},
    "sign_off": {Role.PPI_MANAGER},
    "hand_over": {Role.PPI_MANAGER},
    "set_up": {Role.PPI_MANAGER, Role.ADMINISTRATOR},
    "see_people": {Role.PPI_MANAGER, Role.PROJECT_STAFF},
    "edit_people": {Role.PPI_MANAGER, Role.PROJECT_STAFF},
    "see_access_needs": {Role.PPI_MANAGER},
    "see_claims": {Role.PPI_MANAGER, Role.APPROVER, Role.FINANCE},
    "approve_claims": {Role.PPI_MANAGER, Role.APPROVER},
    "edit_policies": {Role.PPI_MANAGER, Role.FINANCE, Role.ADMINISTRATOR},
    "see_payments": {Role.FINANCE},
    "make_payments": {Role.FINANCE},
    "release_payments": {Role.FINANCE},
    "see_messages": {Role.PPI_MANAGER, Role.ADMINISTRATOR},
    "see_diversity": {Role.PPI_MANAGER, Role.REPORTING},
    "release_diversity": {Role.PPI_MANAGER},
    "enter_equality": {Role.REPORTING, Role.ADMINISTRATOR},
    "administer": {Role.ADMINISTRATOR},
}


def roles_with(capability: str) -> set[Role]:
    """Return the roles that hold a capability. Raises KeyError for one that does not exist."""
    return CAPABILITIES[capability]
