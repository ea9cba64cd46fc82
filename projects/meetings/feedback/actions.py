"""How a meeting went: staff note it, public contributors say if that is how it was, staff answer."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.meetings import signals
from projects.meetings.feedback import notifications, promises, queries
from projects.meetings.feedback.models import Dispute, FeedbackConfirmation, MeetingFeedback
from projects.meetings.feedback.rules import ANSWER_WITHIN
from projects.meetings.feedback.states import FeedbackLine
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import MeetingState
from projects.team.actions import lock_open
from projects.team.states import Side


@transaction.atomic
def note(meeting: Meeting, *, by: User, **lines: Any) -> MeetingFeedback:
    """Note how a meeting went; may be put right later.

    Raises TransitionRefused before it is noted who came.
    """
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    if fresh.status != MeetingState.HELD:
        raise transitions.TransitionRefused(_("Record who came first. Then say how it went."))
    given = {**lines, "noted_by": by, "noted_at": clock.now()}
    row, _made = MeetingFeedback.objects.update_or_create(meeting=fresh, defaults=given)
    history.record(fresh, "how it went noted", by=by)
    signals.attendance_noted.send(sender=Meeting, meeting=fresh, by=by)
    return row


@transaction.atomic
def dispute(meeting: Meeting, *, line: FeedbackLine, words: str, person: Person, by: User) -> Dispute:
    """Let a public contributor who was asked say that a line is not how it was. We answer in 14 days.

    Raises TransitionRefused, also for a line of which the person waits for an answer already.
    """
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    if not queries.is_noted(fresh, line, person):
        raise transitions.TransitionRefused(_("Nobody has recorded yet how it went."))
    if not fresh.invitations.filter(person=person, side=Side.PUBLIC).exists():
        raise transitions.TransitionRefused(
            _("Only public contributors who were asked to the meeting can say this.")
        )
    if fresh.disputes.filter(line=line, person=person, answered_at=None).exists():
        raise transitions.TransitionRefused(
            _("You have already told us about this. We still owe you an answer.")
        )
    if line != FeedbackLine.THERE:
        fresh.confirmations.filter(person=person).delete()  # nobody says yes and no
    row = Dispute.objects.create(meeting=fresh, line=line, words=words, person=person)
    history.record(fresh, "how it went disputed", by=by, detail={"line": line})
    promise.make(
        promises.DISPUTE,
        subject=row,
        due_at=clock.end_of_day(clock.today() + ANSWER_WITHIN),
        owner=fresh.organiser,
        by=by,
        organisation_id=fresh.organisation_id,
        project_id=fresh.project_id,
        person=person,
        label=fresh.title,
    )
    return row


@transaction.atomic
def answer(row: Dispute, *, words: str, by: User) -> Dispute:
    """Answer the person, and keep the promise. Raises TransitionRefused when it was answered before."""
    fresh = transitions.lock(row)
    if fresh.answered_at:
        raise transitions.TransitionRefused(_("This has already been answered. Nothing was changed."))
    fresh.answer, fresh.answered_by, fresh.answered_at = words, by, clock.now()
    fresh.save(update_fields=["answer", "answered_by", "answered_at"])
    history.record(fresh, "dispute answered", by=by)
    promise.keep(promises.DISPUTE, subject=fresh, by=by)
    enqueue(
        notifications.DISPUTE_ANSWERED,
        to=fresh.person,
        subject=fresh,
        dedupe_key=f"dispute-answered:{fresh.pk}",
        organisation_id=fresh.organisation_id,
    )
    return fresh


@transaction.atomic
def confirm(meeting: Meeting, *, person: Person, by: User) -> FeedbackConfirmation:
    """Let a public contributor who was asked say: yes, that is how it was. Raises TransitionRefused.

    Who waits for our answer to a dispute cannot say both.
    """
    fresh = transitions.lock(meeting)
    if not MeetingFeedback.objects.filter(meeting=fresh).exists():
        raise transitions.TransitionRefused(_("Nobody has recorded yet how it went."))
    if not fresh.invitations.filter(person=person, side=Side.PUBLIC).exists():
        raise transitions.TransitionRefused(
            _("Only public contributors who were asked to the meeting can say this.")
        )
    if not queries.may_confirm(fresh, person):
        raise transitions.TransitionRefused(
            _("You told us that it was different. We still owe you an answer.")
        )
    row, _made = FeedbackConfirmation.objects.update_or_create(
        meeting=fresh, person=person, defaults={"said_at": clock.now()}
    )
    history.record(fresh, "how it went confirmed", by=by)
    return row
