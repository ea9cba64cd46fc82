"""Reads of roles: through the person, or not at all."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.queries import with_readable_email
from coproduce.foundation import permissions
from coproduce.foundation.pages.steps import StepState
from projects.roles import rules
from projects.roles.models import (
    Agreement,
    Assignment,
    ChangeProposal,
    RoleDescription,
    RoleVersion,
    sealing,
)
from projects.roles.models.choices import Amount
from projects.roles.rules import RoleProgress
from projects.roles.states import LIVE, AssignmentState, ProposalState, VersionState
from projects.team.models import Project, TeamMember
from projects.team.owners.queries import staff_people
from projects.team.states import Side

OF_PERSON_SHOWN = 20


def role_for(user: User, ref: str, *, change: bool = False) -> RoleDescription:
    """Return a role the user may see as staff. Raises Http404, or PermissionDenied for onlookers."""
    seen = RoleDescription.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(seen.select_related("project__organisation", "project__lead"), ref)
    return _allowed(user, found, change)


def assignment_for(user: User, ref: str, *, change: bool = False) -> Assignment:
    """Return who was asked to take a role. Raises Http404 or PermissionDenied."""
    seen = Assignment.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(
        seen.select_related("role__project__lead", "person", "version"), ref
    )
    return _allowed(user, found, change)


def my_assignment(person: Person, ref: str) -> Assignment:
    """Return one of a person's own roles. Raises Http404."""
    seen = Assignment.objects.visible_to_member(person)
    return permissions.get_visible_or_404(
        seen.select_related(
            *("role__project__lead", "role__project__organisation", "version__contact", "version__backup"),
            *("version__role", "person"),
        ),
        ref,
    )


def proposal_for(user: User, ref: str, *, change: bool = False) -> ChangeProposal:
    """Return a suggested change. Raises Http404 or PermissionDenied."""
    seen = ChangeProposal.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(
        seen.select_related("assignment__role__project__lead", "assignment__person"), ref
    )
    return _allowed(user, found, change)


def _allowed(user: User, row: Any, change: bool) -> Any:
    if change:
        permissions.allow(user, "edit_project", row.organisation_id)
    return row


def offered(role: RoleDescription) -> RoleVersion | None:
    """Return the version people are asked to agree to now."""
    return role.versions.filter(status=VersionState.OFFERED).first()


def draft(role: RoleDescription) -> RoleVersion | None:
    """Return the version being written, if there is one."""
    return role.versions.filter(status=VersionState.DRAFT).first()


def free_places(role: RoleDescription, version: RoleVersion) -> int | None:
    """Return how many people may still be invited; None where no number limits it.

    Ask it with the role locked.
    """
    most = version.places_most or version.places
    if most is None or version.places_amount in (Amount.AT_LEAST, Amount.ABOUT, Amount.TO_BE_AGREED):
        return None
    return most - Assignment.objects.live().filter(role=role).count()


def agreed_version_ids(assignment: Assignment) -> set[int]:
    """Return the versions of the role this person agreed to."""
    mine = Agreement.objects.filter(person=assignment.person_id, version__role=assignment.role_id)
    return set(mine.values_list("version", flat=True))


def agreed_texts(project: Project, person: Person) -> list[sealing.RoleText | None]:
    """Return the texts a person agreed to last, of each role they are in on a project."""
    mine = Assignment.objects.filter(role__project=project, person=person, status=AssignmentState.AGREED)
    found = []
    for assignment in mine.order_by("pk"):
        agreed = RoleVersion.objects.filter(pk__in=agreed_version_ids(assignment)).order_by("-number").first()
        if agreed:
            found.append(agreed.text_if_readable)
    return found


def changed_since_agreed(assignment: Assignment) -> list[str]:
    """Return the headings of what differs from the text this person agreed to last, if anything does."""
    theirs = RoleVersion.objects.filter(pk__in=agreed_version_ids(assignment)).order_by("-number").first()
    before = theirs.text_if_readable if theirs else None
    after = assignment.version.text_if_readable
    return sealing.changed_sections(before, after) if before and after else []


def needs_answer(assignment: Assignment) -> bool:
    """Whether we wait for the person: invited, or in the role with a text they have not agreed to."""
    if assignment.status == AssignmentState.INVITED:
        return True
    return assignment.status == AssignmentState.AGREED and assignment.version_id not in agreed_version_ids(
        assignment
    )


def known_people(project: Project, words: str, user: User) -> Iterable[Person]:
    """Return public members of the project, then people the user may see whose name or e-mail has `words`."""
    members = TeamMember.objects.current().filter(project=project, side=Side.PUBLIC).values("person")
    wanted = Q(pk__in=members)
    if words:
        wanted |= Q(name__icontains=words) | Q(readable_email__icontains=words)
    staff = TeamMember.objects.current().filter(project=project, side=Side.PROFESSIONAL).values("person")
    seen = with_readable_email(Person.objects.visible_to(user), user)
    return seen.filter(wanted).exclude(pk__in=staff).order_by("name", "id")[:50]


def can_be_invited(role: RoleDescription, user: User) -> QuerySet[Person]:
    """Return the people the user may see who are not asked to take the role yet.

    Never staff, of the project or of its organisation: "all that match" must not ask colleagues.
    """
    staff = TeamMember.objects.current().filter(project=role.project, side=Side.PROFESSIONAL)
    colleagues = staff_people([role.project.organisation_id])
    rows = Person.objects.visible_to(user).exclude(pk__in=staff.values("person"))
    rows = rows.exclude(pk__in=colleagues.order_by().values("pk"))
    return rows.exclude(pk__in=role.assignments.filter(status__in=LIVE).values("person"))


def live(role: RoleDescription) -> QuerySet[Assignment]:
    """Return who is invited or in the role, with their person."""
    return role.assignments.filter(status__in=LIVE).select_related("person").order_by("id")


def state(project: Project) -> StepState:
    """Say where step 3 stands. Two queries."""
    roles = list(
        RoleDescription.objects.filter(project=project)
        .annotate(
            is_offered=Exists(RoleVersion.objects.filter(role=OuterRef("pk"), status=VersionState.OFFERED)),
            agreed=Count("assignments", filter=Q(assignments__status=AssignmentState.AGREED)),
        )
        .order_by("id")
    )
    waiting = ChangeProposal.objects.filter(
        assignment__role__project=project, status=ProposalState.WAITING
    ).count()
    return rules.step_state(
        [RoleProgress(role.title, role.is_offered, role.agreed) for role in roles], waiting
    )


def of_person(person: Person, user: User) -> dict[str, Any]:
    """Return the projects and roles of a person that the user may see, the newest first. Two queries."""
    seen = Project.objects.visible_to_staff(user)
    on = TeamMember.objects.filter(person=person, project__in=seen).select_related("project")
    roles = Assignment.objects.visible_to_staff(user).filter(person=person)
    return {
        "memberships": list(on.order_by("left_on", "-id")[:OF_PERSON_SHOWN]),
        "assignments": list(roles.select_related("role__project").order_by("-id")[:OF_PERSON_SHOWN]),
    }
