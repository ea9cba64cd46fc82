"""What a role can start from: templates of the organisation, its earlier roles, what it always says."""

from typing import Any

from django.db.models import QuerySet

from contributors.accounts.models import User
from coproduce.foundation import clock
from projects.roles.describing.queries import with_policy
from projects.roles.models import RoleDescription, RoleTemplate, RoleWords, text_fields
from projects.roles.quick_invite.rules import said_by_terms
from projects.roles.standard_terms.queries import terms_of
from projects.team.models import Project

MOST_ROLES = 12
OF_ONE_PROJECT = ("starts_on", "ends_on", "review_on", "closes_on", "closes_time", "contact", "backup")


def roles_to_copy(user: User, project: Project) -> QuerySet[RoleDescription]:
    """Return the newest roles of the project's organisation that the user may see."""
    seen = RoleDescription.objects.visible_to_staff(user)
    theirs = seen.filter(project__organisation=project.organisation_id).select_related("project")
    return theirs.order_by("-id")[:MOST_ROLES]


def first_words(start: RoleTemplate | RoleDescription | None, project: Project) -> dict[str, Any]:
    """Return what a new draft says: what it starts from, the organisation's terms, the project's days.

    A copied role keeps its pay and its words; its days and its contact were those of another project.
    """
    of_project: dict[str, Any] = {
        "contact": project.lead,
        "starts_on": min(max(project.starts_on, clock.today()), project.ends_on),
        "ends_on": project.ends_on,
    }
    if isinstance(start, RoleDescription):
        words = words_in(start.versions.latest("number")) | of_project
    else:
        terms = terms_of(project.organisation_id)
        said = words_in(start) if start else {}
        words = said | (said_by_terms(terms, beside=said) if terms else {}) | of_project
        words["accountable_to"] = project.lead.name
    return with_policy(words, project.organisation_id)


def words_in(words: RoleWords) -> dict[str, Any]:
    """Return what a template or a version says, without the days of one project."""
    there = {column.name for column in words._meta.get_fields()}
    names = [name for name in text_fields.names() if name in there and name not in OF_ONE_PROJECT]
    return {name: getattr(words, name) for name in names}
