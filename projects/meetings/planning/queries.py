"""How a meeting is reached: through the person, or not at all. And where step 4 stands."""

import datetime as dt
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, permissions
from coproduce.foundation.pages.steps import StepState
from coproduce.foundation.promises.models import Promise
from projects.meetings.planning import rules
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState, Response
from projects.roles import queries as roles_queries
from projects.team.models import Project, TeamMember

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

ANSWERABLE = (MeetingState.INVITED, MeetingState.CANCELLED)
"""Where a link still leads somewhere: to the question, or to the news that the meeting is off."""


class Answers(TypedDict):
    """What `meetings_with_answers` adds to each meeting."""

    asked: int
    coming: int


def get_meeting(user: User, ref: str, *, change: bool = False) -> Meeting:
    """Return a meeting the user may see as staff. Raises Http404, or PermissionDenied for onlookers."""
    seen = Meeting.objects.visible_to_staff(user).select_related(
        "project__organisation", "project__lead", "organiser"
    )
    found = permissions.get_visible_or_404(seen, ref)
    if change:
        permissions.allow(user, "edit_project", found.organisation_id)
    return found


def get_invitation(person: Person, ref: str) -> Invitation:
    """Return a public contributor's invitation to a meeting. Raises Http404."""
    seen = Meeting.objects.visible_to_member(person).select_related("project__organisation", "organiser")
    found = permissions.get_visible_or_404(seen, ref)
    mine = found.invitations.select_related("person").get(person=person)
    mine.meeting = found
    return mine


def invitation_to(meeting: Meeting, person_ref: str) -> Invitation:
    """Return the invitation of one person to a meeting. Raises Http404."""
    person = permissions.get_visible_or_404(
        Person.objects.filter(meeting_invitations__meeting=meeting), person_ref
    )
    found = meeting.invitations.select_related("person__account").get(person=person)
    found.meeting = meeting
    return found


def meetings_with_answers(project: Project) -> "QuerySet[WithAnnotations[Meeting, Answers]]":
    """Return the meetings of a project, each with how many people are `asked` and how many are `coming`."""
    coming = Count("invitations", filter=Q(invitations__response=Response.YES))
    return project.meetings.annotate(asked=Count("invitations"), coming=coming)


def in_series(meeting: Meeting) -> dict[str, Any] | None:
    """Return the meetings planned together with one, in the order of time, and its place among them."""
    if meeting.series_id is None:
        return None
    together = list(Meeting.objects.filter(series=meeting.series_id))
    return {"meetings": together, "place": together.index(meeting) + 1}


def members(project: Project) -> list[TeamMember]:
    """Return who can be asked to a meeting: everybody on the project now."""
    return list(project.members.current().select_related("person").order_by("-side", "id"))


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation that a link answers; None for one that was changed, is over or is not ours."""
    named = rules.read_token(token)
    if named is None:
        return None
    pk, person, meeting, mailbox = named
    found = (
        Invitation.objects.filter(pk=pk, person=person, meeting=meeting)
        .filter(meeting__status__in=ANSWERABLE, meeting__starts_at__gt=clock.now())
        .exclude(person__account__is_active=False)
        .select_related("meeting", "person__account")
        .first()
    )
    return found if found and rules.mailbox_of(found.person) == mailbox else None


def invitation_of_file(token: str) -> Invitation | None:
    """Return the invitation whose calendar file a link leads to; None for one that has ended."""
    named = rules.read_file_token(token)
    if named is None:
        return None
    pk, meeting, mailbox = named
    found = (
        Invitation.objects.filter(pk=pk, meeting=meeting)
        .filter(meeting__status__in=ANSWERABLE, meeting__ends_at__gt=clock.now())
        .exclude(person__account__is_active=False)
        .select_related("meeting", "person")
        .first()
    )
    return found if found and rules.mailbox_of(found.person) == mailbox else None


def answer_by(meeting: Meeting, person: Person) -> dt.datetime | None:
    """Return by when a person promised to say if they can come; None when nobody asked them to by a day."""
    mine = Promise.objects.open().filter(
        kind="meetings.answer", subject_type=meeting._meta.label, subject_id=meeting.pk, person=person
    )
    return mine.values_list("due_at", flat=True).first()


def paid_for(meeting: Meeting, person: Person) -> list[dict[str, str]]:
    """Return what the roles a person agreed to on the project say of pay and expenses, in their words.

    An empty list: nothing is recorded, so nothing may be promised.
    """
    texts = [text for text in roles_queries.agreed_texts(meeting.project, person) if text]
    return [
        {"pay": text.payment_words, "expenses": text.values.get("expenses", "")}
        for text in texts
        if text.payment_words
    ]


def begins(promise: Promise) -> dt.datetime | None:
    """Return when the meeting of a promise begins: a reminder of it is of no use after that."""
    return Meeting.objects.filter(pk=promise.subject_id).values_list("starts_at", flat=True).first()


def answer_path(promise: Promise) -> str:
    """Return the whole address for who promised to answer an invitation; "" once it is taken back."""
    mine = Invitation.objects.filter(meeting=promise.subject_id, person=promise.person_id).first()
    return reverse("meetings:answer", args=[rules.token_of(mine)]) if mine else ""


def times_state(project: Project, now: dt.datetime | None = None) -> StepState:
    """Say where the times of step 4 stand on a project. One query."""
    meetings = Meeting.objects.filter(project=project).exclude(status=MeetingState.CANCELLED)
    return rules.times_state(list(meetings), now or clock.now())


def next_invitation(person: Person) -> Invitation | None:
    """Return the invitation to the next meeting that stands and that the person has not said no to."""
    mine = Invitation.objects.visible_to_member(person).select_related("meeting__project")
    coming = mine.filter(meeting__status=MeetingState.INVITED, meeting__ends_at__gte=clock.now())
    return coming.exclude(response=Response.NO).order_by("meeting__starts_at", "id").first()
