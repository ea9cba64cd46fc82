"""What is promised about a meeting: we send the papers, and public contributors say if they can come."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.notifications.expiry import Until
from coproduce.foundation.promises import actions, kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from projects.meetings.planning import queries, rules
from projects.meetings.planning.models import Invitation, Meeting
from projects.roles.duties.queries import days_by_person
from projects.team.states import Side as MemberSide

PAPERS = kinds.register(
    PromiseKind(
        key="meetings.papers",
        side=Side.ORGANISATION,
        for_contributor=_("Send you the papers for {label}"),
        for_staff=_("Send the papers for {label}"),
        staff_url="meetings:detail",
        portal_url="my_meetings:detail",
        by_hand=True,
        reminder_expires=Until(queries.begins),
    )
)
ANSWER = kinds.register(
    PromiseKind(
        key="meetings.answer",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Tell us if you can come to {label}"),
        for_staff=_("Answer to the invitation to {label}"),
        staff_url="meetings:detail",
        portal_url="my_meetings:detail",
        open_path=queries.answer_path,
        reminder_expires=Until(queries.begins),
    )
)


Owed = tuple[PromiseKind, dt.datetime, Person | None]
"""What is owed, by when, and the public contributor at the other end; None stands for all of them."""


def promise_papers(meeting: Meeting, *, by: User) -> None:
    """We send what there is to read, in time."""
    _make([_papers(meeting)], meeting, by=by)


def ask_for_answers(meeting: Meeting, invitations: Iterable[Invitation], *, by: User) -> None:
    """Each public contributor says if they can come."""
    _make(_answers(meeting, invitations), meeting, by=by)


def promise_papers_and_answers(meeting: Meeting, invitations: Iterable[Invitation], *, by: User) -> None:
    """Both, as people are invited: papers only where there are any."""
    owed = _answers(meeting, invitations)
    if meeting.has_papers:
        owed.insert(0, _papers(meeting))
    _make(owed, meeting, by=by)


def papers_due(meeting: Meeting) -> dt.datetime:
    """Return when the papers for everybody are due: as early as the strictest role of somebody asked says."""
    days = days_by_person("papers", _public(meeting), project=meeting.project)
    return rules.papers_due(meeting.starts_at, clock.now(), max(days.values(), default=0))


def _public(meeting: Meeting) -> set[int]:
    return set(meeting.invitations.filter(side=MemberSide.PUBLIC).values_list("person", flat=True))


def _papers(meeting: Meeting) -> Owed:
    return PAPERS, papers_due(meeting), None


def _answers(meeting: Meeting, invitations: Iterable[Invitation]) -> list[Owed]:
    """By when each says if they can come: those whose role asks for it earlier, earlier."""
    asked = [one for one in invitations if one.side == MemberSide.PUBLIC]
    days = days_by_person("cannot_come", {one.person_id for one in asked}, project=meeting.project)
    now = clock.now()
    return [
        (ANSWER, rules.answer_due(meeting.starts_at, now, days.get(one.person_id, 0)), one.person)
        for one in asked
    ]


def _make(owed: Iterable[Owed], meeting: Meeting, *, by: User) -> None:
    for kind, due_at, person in owed:
        actions.make(
            kind,
            subject=meeting,
            due_at=due_at,
            owner=meeting.organiser,
            by=by,
            organisation_id=meeting.organisation_id,
            project_id=meeting.project_id,
            person=person,
            label=meeting.title,
        )
