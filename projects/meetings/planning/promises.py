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
from projects.team.states import Side as MemberSide

PAPERS = kinds.register(
    PromiseKind(
        key="meetings.papers",
        side=Side.ORGANISATION,
        for_contributor=_("Send you the papers for {label}"),
        for_staff=_("Send the papers for {label}"),
        staff_url="meetings:detail",
        portal_url="my_meetings:detail",
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


def promise_papers(meeting: Meeting, *, by: User) -> None:
    """We send what there is to read, in time."""
    _make(PAPERS, meeting, due_at=rules.papers_due(meeting.starts_at, clock.now()), by=by)


def ask_for_answers(meeting: Meeting, invitations: Iterable[Invitation], *, by: User) -> None:
    """Each public contributor says if they can come."""
    due_at = rules.answer_due(meeting.starts_at, clock.now())
    for invitation in invitations:
        if invitation.side == MemberSide.PUBLIC:
            _make(ANSWER, meeting, due_at=due_at, by=by, person=invitation.person)


def _make(
    kind: PromiseKind, meeting: Meeting, *, due_at: dt.datetime, by: User, person: Person | None = None
) -> None:
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
