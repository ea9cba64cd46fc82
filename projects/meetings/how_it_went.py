"""How a meeting went: staff note it, public contributors say if that is how it was, staff answer."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.meetings import notifications, promises
from projects.meetings.models import Dispute, HowItWent, Invitation, Meeting, WhyNot
from projects.meetings.states import Line, MeetingState, Reason, Response
from projects.team.actions import lock_open
from projects.team.models import Project
from projects.team.states import Side

ANSWER_WITHIN = dt.timedelta(days=14)
FEWEST_WHO_SAID = 3
"""With fewer people than this, a count of reasons would tell whose they are."""


@transaction.atomic
def note(meeting: Meeting, *, by: User, **lines: Any) -> HowItWent:
    """Note how a meeting went; may be put right later. Raises Refused before it is noted who came."""
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    if fresh.status != MeetingState.HELD:
        raise transitions.TransitionRefused(_("Note who came first. Then say how it went."))
    given = {**lines, "noted_by": by, "noted_at": clock.now()}
    row, _made = HowItWent.objects.update_or_create(meeting=fresh, defaults=given)
    history.record(fresh, "how it went noted", by=by)
    return row


@transaction.atomic
def dispute(meeting: Meeting, *, line: Line, words: str, person: Person, by: User) -> Dispute:
    """Let a public contributor who was asked say that a line is not how it was. We answer in 14 days.

    Raises Refused, also for a line of which the person waits for an answer already.
    """
    fresh = transitions.lock(meeting)
    if not HowItWent.objects.filter(meeting=fresh).exists():
        raise transitions.TransitionRefused(_("Nobody has noted yet how it went."))
    if not fresh.invitations.filter(person=person, side=Side.PUBLIC).exists():
        raise transitions.TransitionRefused(
            _("Only public contributors who were asked to the meeting can say this.")
        )
    if fresh.disputes.filter(line=line, person=person, answered_at=None).exists():
        raise transitions.TransitionRefused(_("You told us about this already. We still owe you an answer."))
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
    """Answer the person, and keep the promise. Raises Refused when it was answered before."""
    fresh = transitions.lock(row)
    if fresh.answered_at:
        raise transitions.TransitionRefused(_("This was answered already. Nothing was changed."))
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
def say_why_not(invitation: Invitation, *, reason: Reason, by: User) -> WhyNot:
    """Let somebody who cannot or did not come say why; they need not, and may change it. Raises Refused."""
    if not may_say_why_not(transitions.lock(invitation)):
        raise transitions.TransitionRefused(_("You are coming, or you came. Nothing was changed."))
    row, _made = WhyNot.objects.update_or_create(
        invitation=invitation, defaults={"reason": reason, "said_at": clock.now()}
    )
    return row


def may_say_why_not(invitation: Invitation) -> bool:
    """Say whether somebody said no, or did not come."""
    if invitation.meeting.status not in (MeetingState.INVITED, MeetingState.HELD):
        return False
    stayed_away = invitation.meeting.attendance.filter(person=invitation.person_id, came=False)
    return invitation.response == Response.NO or stayed_away.exists()


def reasons(project: Project) -> list[tuple[str, int]]:
    """Return how often each reason was given for meetings that are over, in words; nothing if few said.

    Never whose reason it was, never for one meeting.
    """
    said = WhyNot.objects.filter(
        invitation__meeting__project=project, invitation__meeting__status=MeetingState.HELD
    )
    people = said.aggregate(n=Count("invitation__person", distinct=True))["n"]
    if people < FEWEST_WHO_SAID:
        return []
    counts = dict(said.order_by().values_list("reason").annotate(n=Count("id")))
    return [(str(reason.label), counts[reason]) for reason in Reason if reason in counts]
