"""The list of arrangements follows who comes; staff tick it off; the person says if it was there.

Each look at somebody's needs is written down.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.access_needs.actions import LOOKED
from contributors.people.models import AccessNeed, Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.meetings.arrangements import notifications, promises, queries, rules
from projects.meetings.arrangements.models import Arrangement
from projects.meetings.arrangements.queries import arrangers, needs_of
from projects.meetings.arrangements.rules import can_change, may_say
from projects.meetings.arrangements.states import ArrangementState, Met
from projects.meetings.planning.models import Meeting
from projects.resources.timeline.queries import lead_times_of
from projects.resources.timeline.states import lead_of_need
from projects.team.actions import lock_open


@transaction.atomic
def look(meeting: Meeting, *, by: User) -> list[Arrangement]:
    """Return what is arranged for a meeting, and write down that somebody looked (trust P9)."""
    rows = meeting.arrangements.for_organisers().select_related("need__person", "owner")
    found = list(rows.order_by("need__category", "need__person__name", "id"))
    _looked(meeting, (row.person for row in found), by=by)
    return found


@transaction.atomic
def look_ahead(meeting: Meeting, *, by: User) -> list[AccessNeed]:
    """Return what there will be to arrange once people are invited; that too is written down."""
    needs = queries.needs_of(meeting).select_related("person")
    found = list(needs.order_by("category", "person__name", "id"))
    _looked(meeting, (need.person for need in found), by=by)
    return found


@transaction.atomic
def look_at(row: Arrangement, *, by: User) -> Arrangement:
    """Return one arrangement, and write down that somebody looked."""
    _looked(row.meeting, [row.person], by=by)
    return row


def _looked(meeting: Meeting, people: Iterable[Person], *, by: User) -> None:
    for person in {person.pk: person for person in people}.values():
        history.record(person, LOOKED, by=by, detail={"meeting": meeting.pk})


@transaction.atomic
def refresh(meeting: Meeting, *, by: User) -> Meeting:
    """Bring the list in line with who comes and what they need now. Raises TransitionRefused."""
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    if not can_change(fresh):
        raise transitions.TransitionRefused(_("You can no longer arrange anything for this meeting."))
    follow(fresh, by=by)
    return fresh


def follow(meeting: Meeting, *, by: User | None) -> None:
    """Bring the list of a locked meeting in line. What is no longer wanted is let go, with its promise."""
    needs = {need.pk: need for need in needs_of(meeting)}
    wanted, usual_day = set(needs), _usual_days(meeting)
    rows = list(meeting.arrangements.select_related("need__person", "owner"))
    for row in rows:
        if row.need_id not in wanted:
            _let_go(row, by=by, why=_("It is no longer needed at this meeting."))
        elif row.status == ArrangementState.NOT_NEEDED:
            _promise(transitions.transition(row, "need again", by=by, due_on=usual_day(row.need)), by=by)
    for need in sorted(wanted - {row.need_id for row in rows}):
        row = Arrangement.objects.create(
            meeting=meeting, need_id=need, owner=meeting.organiser, due_on=usual_day(needs[need])
        )
        _promise(row, by=by)


def follow_new_time(meeting: Meeting, *, by: User) -> None:
    """A locked meeting has moved: what was booked for the old time has to be arranged again."""
    usual_day = _usual_days(meeting)
    for row in meeting.arrangements.wanted().select_related("need__person", "owner"):
        if row.status == ArrangementState.DONE:
            row = transitions.transition(
                row, "not arranged", by=by, why=_("The meeting has moved."), done_at=None, done_by=None
            )
        row.due_on = usual_day(row.need)
        row.save(update_fields=["due_on"])
        _promise(row, by=by)
    follow(meeting, by=by)


def let_all_go(meeting: Meeting, *, by: User, why: str) -> None:
    """Nothing has to be arranged for a locked meeting any more."""
    for row in meeting.arrangements.wanted():
        _let_go(row, by=by, why=why)


def release_promises(meeting: Meeting, *, by: User, why: str) -> None:
    """The meeting is over: nobody can keep these any more. The people say themselves if it was there."""
    for row in meeting.arrangements.filter(status=ArrangementState.OPEN):
        promise.release(promises.ARRANGE, subject=row, by=by, why=why)


@transaction.atomic
def plan(row: Arrangement, *, owner: Person, due_on: dt.date, by: User) -> Arrangement:
    """Say who arranges it and by when; the promise follows. Raises TransitionRefused."""
    _lock_changeable(row)
    if not arrangers(row.meeting.project).filter(pk=owner.pk).exists():
        raise transitions.TransitionRefused(
            _("%(name)s cannot open this list. Add them to the project first.") % {"name": owner.name}
        )
    if due_on > clock.uk(row.meeting.starts_at).date():
        raise transitions.TransitionRefused(_("Choose a day on or before the meeting."))
    fresh = transitions.lock_for(row, "arrange")
    if owner.pk != fresh.owner_id:
        # Reminders follow the owner of the promise, so a new owner makes a new promise.
        why = _("%(name)s is now arranging it.") % {"name": owner.name}
        promise.release(promises.ARRANGE, subject=fresh, by=by, why=why)
    fresh.owner, fresh.due_on = owner, due_on
    fresh.save(update_fields=["owner", "due_on"])
    history.record(fresh, "arrangement planned", by=by)
    _promise(fresh, by=by)
    return fresh


@transaction.atomic
def arrange(row: Arrangement, *, by: User) -> Arrangement:
    """Say that it is arranged; may be said after the meeting too. Raises TransitionRefused."""
    lock_open(row.meeting.project)
    fresh = transitions.transition(row, "arrange", by=by, done_at=clock.now(), done_by=by)
    promise.keep(promises.ARRANGE, subject=fresh, by=by)
    return fresh


@transaction.atomic
def not_arranged(row: Arrangement, *, by: User) -> Arrangement:
    """Say that it fell through, or was ticked by mistake: it is promised again. Raises TransitionRefused."""
    _lock_changeable(row)
    fresh = transitions.transition(row, "not arranged", by=by, done_at=None, done_by=None)
    _promise(fresh, by=by)
    return fresh


@transaction.atomic
def say_if_met(row: Arrangement, *, met: Met, words: str, by: User) -> Arrangement:
    """Let the person it is for say, after the meeting began, whether it was there; also once more.

    The organiser is told when it was not. Raises TransitionRefused.
    """
    fresh = transitions.lock(row)
    if not may_say(fresh):
        raise transitions.TransitionRefused(
            _("You can only say this once the meeting has begun. Nothing was changed.")
        )
    fresh.met, fresh.met_words, fresh.met_at = met, words, clock.now()
    fresh.save(update_fields=["met", "met_words", "met_at"])
    history.record(fresh, "person said if it was there", by=by)
    if fresh.was_not_there:
        enqueue(
            notifications.NOT_MET,
            to=fresh.meeting.organiser,
            subject=fresh.meeting,
            dedupe_key=f"not-met:{fresh.pk}:{entries_about(fresh).count()}",
            organisation_id=fresh.organisation_id,
        )
    return fresh


def _lock_changeable(row: Arrangement) -> None:
    lock_open(row.meeting.project)
    if not can_change(transitions.lock(row.meeting)):
        raise transitions.TransitionRefused(_("You can no longer arrange anything for this meeting."))


def _usual_days(meeting: Meeting) -> Callable[[AccessNeed], dt.date]:
    """Return by when each need is arranged: as long before as its kind takes to book in the organisation."""
    leads = lead_times_of(meeting.organisation_id)

    def usual_day(need: AccessNeed) -> dt.date:
        days = leads[lead_of_need(need.category)].days or rules.ARRANGED_BEFORE.days
        return rules.arrange_on(meeting.starts_at, clock.now(), dt.timedelta(days=days))

    return usual_day


def _let_go(row: Arrangement, *, by: User | None, why: str) -> None:
    if row.status == ArrangementState.NOT_NEEDED:
        return
    transitions.transition(row, "let go", by=by, why=why, done_at=None, done_by=None)
    promise.release(promises.ARRANGE, subject=row, by=by, why=why)


def _promise(row: Arrangement, *, by: User | None) -> None:
    meeting = row.meeting
    promise.make(
        promises.ARRANGE,
        subject=row,
        due_at=rules.arrange_due(row.due_on, meeting.starts_at),
        owner=row.owner,
        by=by,
        organisation_id=meeting.organisation_id,
        project_id=meeting.project_id,
        person=row.person,
        label=meeting.title,
    )
