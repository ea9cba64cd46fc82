"""What may be offered, who may be asked, and where step 3 stands."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.steps import StepState
from projects.roles.models import (
    Agreement,
    Assignment,
    ChangeProposal,
    RoleDescription,
    RoleVersion,
    sealing,
)
from projects.roles.states import LIVE, AssignmentState, ProposalState, VersionState
from projects.team.models import Project, TeamMember
from projects.team.states import Side

ANSWER_OFFER = dt.timedelta(days=14)
ANSWER_SUGGESTION = dt.timedelta(days=7)


@dataclass(frozen=True)
class Invitee:
    """Somebody to invite: a person we know, or a name with an e-mail address or a phone number."""

    person: Person | None = None
    name: str = ""
    email: str = ""
    phone: str = ""


def answer_due(chosen: dt.date | None) -> dt.datetime:
    """Return when the answer to a role offer is due (UTC): the chosen UK day, else in 14 days."""
    return clock.end_of_day(chosen or clock.today() + ANSWER_OFFER)


def offered(role: RoleDescription) -> RoleVersion | None:
    """Return the version people are asked to agree to now."""
    return role.versions.filter(status=VersionState.OFFERED).first()


def draft(role: RoleDescription) -> RoleVersion | None:
    """Return the version being written, if there is one."""
    return role.versions.filter(status=VersionState.DRAFT).first()


def free_places(role: RoleDescription, version: RoleVersion) -> int:
    """Return how many people may still be invited. Ask it with the role locked."""
    return version.places - Assignment.objects.live().filter(role=role).count()


def agreed_version_ids(assignment: Assignment) -> set[int]:
    """Return the versions of the role this person agreed to."""
    mine = Agreement.objects.filter(person=assignment.person_id, version__role=assignment.role_id)
    return set(mine.values_list("version", flat=True))


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
        wanted |= Q(name__icontains=words) | Q(email__icontains=words)
    staff = TeamMember.objects.current().filter(project=project, side=Side.PROFESSIONAL).values("person")
    return Person.objects.visible_to(user).filter(wanted).exclude(pk__in=staff).order_by("name", "id")[:50]


def state(project: Project) -> StepState:
    """Say where step 3 stands: every role offered, agreed by somebody, and no suggestion left unanswered."""
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
    missing = [] if roles else [_("Write the first role description")]
    missing += [_("Offer the role “%(role)s”") % {"role": role} for role in roles if not role.is_offered]
    missing += [
        _("Nobody has agreed to the role “%(role)s” yet") % {"role": role}
        for role in roles
        if role.is_offered and not role.agreed
    ]
    if waiting:
        words = ngettext("Answer %(n)s suggested change", "Answer %(n)s suggested changes", waiting)
        missing.append(words % {"n": waiting})
    agreed = sum(role.agreed for role in roles)
    words = ngettext("%(roles)s role, %(agreed)s agreed", "%(roles)s roles, %(agreed)s agreed", len(roles))
    summary = words % {"roles": len(roles), "agreed": agreed}
    return StepState(done=not missing, started=bool(roles), missing=missing, summary=summary)


def live(role: RoleDescription) -> QuerySet[Assignment]:
    """Return who is invited or in the role, with their person."""
    return role.assignments.filter(status__in=LIVE).select_related("person").order_by("id")
