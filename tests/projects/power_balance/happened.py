"""What happened at meetings of a project, written as rows: who was there, papers, notes, talks."""

import datetime as dt
from typing import Any

from django.db import transaction

from coproduce.foundation import clock
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.models import Promise
from projects.meetings.models import Attendance, Invitation, Meeting, MeetingFeedback, PaperCopy, TalkBefore
from projects.roles.models import DutyOccasion
from projects.team.states import Side
from tests import builders

DAY = dt.timedelta(days=1)


def held(
    project: Any, *, ago: int = 5, minutes: int = 60, notice: int = 30, papers: int | None = 20, **given
):
    """A meeting that took place some days ago, with notice and papers so many days before."""
    starts = clock.now() - ago * DAY
    return builders.meeting(
        project,
        **{
            "status": "held",
            "starts_at": starts,
            "ends_at": starts + dt.timedelta(minutes=minutes),
            "invited_at": starts - notice * DAY,
            "papers_sent_at": None if papers is None else starts - papers * DAY,
            "left_out_public": 0,
            "left_out_staff": 0,
            **given,
        },
    )


def asked(meeting: Meeting, person: Any, side: Side, *, came: bool | None, said: str = "yes") -> Invitation:
    """Somebody asked to a meeting; it is noted whether they came, unless `came` is None."""
    row = Invitation.objects.create(
        meeting=meeting, person=person, side=side, response=said, responded_at=clock.now()
    )
    if came is not None:
        note = {"came": came, "minutes": 60 if came else 0, "confirmed_by": account_of(meeting)}
        Attendance.objects.create(meeting=meeting, person=person, **note)
    return row


def with_attendance(meeting: Meeting, *, public: int, staff: int = 1) -> Meeting:
    """So many people of each side were there; without any public member, one was asked and did not come."""
    for side, n in ((Side.PUBLIC, public), (Side.PROFESSIONAL, staff)):
        for _n in range(n):
            asked(meeting, builders.person(), side, came=True)
    if not public:
        asked(meeting, builders.person(), Side.PUBLIC, came=False)
    return meeting


def noted(meeting: Meeting, **lines: Any) -> MeetingFeedback:
    """Staff noted that all was well."""
    well = {"pre_brief": True, "debrief": True, "chaired_by": "together", "breaks": "kept", "time_kept": True}
    given = {**well, "items_all": 4, "items_public": 1, **lines}
    return MeetingFeedback.objects.create(meeting=meeting, noted_by=account_of(meeting), **given)


def papers_for(meeting: Meeting, person: Any, *, before: int | None, **given: Any) -> PaperCopy:
    """Papers in large print that reached somebody so many days before a meeting, or not yet."""
    at = None if before is None else meeting.starts_at - before * DAY
    by = {"given_at": at, "given_by": account_of(meeting) if at else None}
    sent = {"sent_at": meeting.starts_at - 30 * DAY, "channel": "post", "format": "large", **by, **given}
    return PaperCopy.objects.create(meeting=meeting, person=person, **sent)


def talk_before(meeting: Meeting, *, told: int = 3, **given: Any) -> TalkBefore:
    """Staff said so many days before a meeting that they talk alone first; no notes are shared."""
    day = clock.uk(meeting.starts_at).date()
    when = {"on": day, "declared_at": meeting.starts_at - told * DAY, "declared_by": account_of(meeting)}
    return TalkBefore.objects.create(
        meeting=meeting, **{**when, "about": "Money", "shares_notes": False, **given}
    )


def promised(project: Any, key: str, *, person: Any = None, made: int, due: int, kept: int | None) -> Promise:
    """A promise of some kind; made, due and kept so many days ago (below 0: ahead)."""
    now = clock.now()
    with transaction.atomic():
        row = promise.make(
            kinds.get(key),
            subject=builders.power_action(project),
            due_at=now - due * DAY,
            owner=project.lead,
            by=None,
            organisation_id=project.organisation_id,
            project_id=project.pk,
            person=person or builders.person(),
        )
    kept_at = None if kept is None else now - kept * DAY
    Promise.objects.filter(pk=row.pk).update(made_at=now - made * DAY, kept_at=kept_at)
    return row


def named_by_a_role(owed: Promise, *, by: Any) -> DutyOccasion:
    """A role that the other person agreed to says that we answer, and this promise stands for it."""
    role = builders.role(owed.project, offered_by=by, our_promises=[{"kind": "answer", "days": 7}])
    agreed = builders.assignment(role, owed.person, status="agreed", answered_at=clock.now())
    return DutyOccasion.objects.create(
        assignment=agreed,
        version=agreed.version,
        side=owed.side,
        line="answer",
        occasion=f"promise:{owed.pk}",
        promise=owed,
    )


def account_of(meeting: Meeting) -> Any:
    return meeting.organiser.account or builders.account(meeting.organiser)
