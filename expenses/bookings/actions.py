"""Asking us to book, answering, letting go; and what becomes of a request when its meeting changes."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.access_needs.actions import LOOKED
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.bookings import notifications, promises, rules
from expenses.bookings.models import BookingRequest
from expenses.bookings.states import BookingState
from projects.meetings.models import Meeting
from projects.meetings.planning.states import MeetingState
from projects.roles.duties.queries import days_for
from projects.team.actions import lock_open
from projects.team.models import Project


@transaction.atomic
def ask(
    *,
    person: Person,
    project: Project,
    kind: str,
    words: str,
    by: User,
    meeting: Meeting | None = None,
    on: dt.date | None = None,
) -> BookingRequest:
    """Ask us to book something for a meeting, or for a day of other work.

    Raises TransitionRefused when it is over.
    """
    fresh = lock_open(project)
    meeting = transitions.lock(meeting) if meeting else None
    if meeting and (meeting.status != MeetingState.INVITED or meeting.starts_at <= clock.now()):
        raise TransitionRefused(_("This meeting is over or called off, so there is nothing to book."))
    day = clock.uk(meeting.starts_at).date() if meeting else on
    if day is None or day < clock.today():
        raise TransitionRefused(_("Choose a day in the future."))
    request = BookingRequest.objects.create(
        person=person,
        organisation_id=fresh.organisation_id,
        project=fresh,
        meeting=meeting,
        kind=kind,
        words=words,
        on=day,
        needed_by=_needed_by(person, fresh, day),
        owner=meeting.organiser if meeting else fresh.lead,
        asked_by=by,
    )
    history.record(request, "asked to book", by=by)
    _promise(request, by=by)
    return request


@transaction.atomic
def book(
    request: BookingRequest,
    *,
    how_to_get_it: str,
    by: User,
    reference: str = "",
    cost_pence: int | None = None,
) -> BookingRequest:
    """Say that it is booked, and how the person gets it.

    Raises TransitionRefused when somebody answered first.
    """
    booked = transitions.transition(
        request,
        "book",
        by=by,
        answered_by=by,
        answered_at=clock.now(),
        booking_reference=reference,
        how_to_get_it=how_to_get_it,
        cost_pence=cost_pence,
    )
    return _answered(booked, by=by)


@transaction.atomic
def cannot(request: BookingRequest, *, why: str, another_way: str, by: User) -> BookingRequest:
    """Say that it cannot be booked, why, and what we offer in its place. Raises TransitionRefused."""
    if not why.strip() or not another_way.strip():
        raise TransitionRefused(_("Say why, and offer another way."))
    answer: dict[str, Any] = {
        "why_not": why,
        "another_way": another_way,
        "answered_by": by,
        "answered_at": clock.now(),
    }
    return _answered(transitions.transition(request, "say it cannot be booked", by=by, **answer), by=by)


@transaction.atomic
def let_go(request: BookingRequest, *, by: User | None, why: str = "") -> BookingRequest:
    """Say that it is not needed. Whoever booked it hears of it and can cancel. Raises TransitionRefused.

    `by` is None when somebody without an account answered an invitation with the link in a mail.
    """
    was_booked = transitions.lock(request).status == BookingState.BOOKED
    gone = transitions.transition(request, "let booking go", by=by, why=why)
    promise.release(promises.BOOK, subject=gone, by=by, why=why or _("It is no longer needed."))
    if was_booked and (by is None or gone.owner.account_id != by.pk):
        _tell(gone, notifications.NOT_NEEDED, gone.owner)
    return gone


@transaction.atomic
def note_cost(request: BookingRequest, *, cost_pence: int, by: User) -> BookingRequest:
    """Note or correct what a booking cost us in all, in pence. Raises TransitionRefused before that."""
    fresh = transitions.lock(request)
    if not fresh.how_to_get_it:
        raise TransitionRefused(_("Nothing has been booked yet, so there is no cost to record."))
    history.record(fresh, "cost of booking noted", by=by, detail={"from": fresh.cost_pence, "to": cost_pence})
    fresh.cost_pence = cost_pence
    fresh.save(update_fields=["cost_pence"])
    return fresh


@transaction.atomic
def note_look(request: BookingRequest, *, by: User) -> None:
    """Write down who opened a request: its words may tell what helps somebody."""
    history.record(request.person, LOOKED, by=by, detail={"booking": request.pk})


def follow_new_time(meeting: Meeting, *, by: User) -> None:
    """A locked meeting has moved: the promise moves along, and what was booked is to be booked again."""
    for request in BookingRequest.objects.to_follow(meeting).select_related("owner", "person"):
        if request.status == BookingState.BOOKED:
            why = _("The meeting has moved.")
            request = transitions.transition(
                request, "book again", by=by, why=why, answered_by=None, answered_at=None
            )
        request.meeting = meeting
        request.on = clock.uk(meeting.starts_at).date()
        request.needed_by = _needed_by(request.person, request.project, request.on)
        request.save(update_fields=["on", "needed_by"])
        _promise(request, by=by)


def let_all_go(meeting: Meeting, *, by: User, why: str) -> None:
    """A locked meeting is called off: nothing has to be booked for it, and what was booked is cancelled."""
    for request in BookingRequest.objects.to_follow(meeting).select_related("owner", "person"):
        let_go(request, by=by, why=why)


def let_theirs_go(meeting: Meeting, person: Person, *, by: User | None) -> None:
    """Somebody cannot come to a locked meeting: what they asked for is not needed."""
    for request in BookingRequest.objects.to_follow(meeting).filter(person=person).select_related("owner"):
        let_go(request, by=by, why=_("They cannot come to the meeting."))


def let_all_of_project_go(
    project: Project, *, by: User, why: str, person: Person | None = None
) -> list[Person]:
    """Nothing is needed any more on a locked project for a day to come; `person`: of theirs alone.

    Returns whose requests they were.
    """
    live = BookingRequest.objects.to_come(project)
    live = live.filter(person=person) if person else live
    rows = list(live.select_related("owner", "person"))
    for request in rows:
        let_go(request, by=by, why=why)
    return [request.person for request in rows]


def _needed_by(person: Person, project: Project, on: dt.date) -> dt.date:
    return rules.needed_by(on, clock.now(), days_for(person, "book", project=project) or 0)


def _promise(request: BookingRequest, *, by: User) -> None:
    promise.make(
        promises.BOOK,
        subject=request,
        due_at=rules.due_at(request),
        owner=request.owner,
        by=by,
        organisation_id=request.organisation_id,
        project_id=request.project_id,
        person=request.person,
        label=request.title,
    )


def _answered(request: BookingRequest, *, by: User) -> BookingRequest:
    promise.keep(promises.BOOK, subject=request, by=by)
    _tell(request, notifications.ANSWERED, request.person)
    return request


def _tell(request: BookingRequest, kind: NotificationKind, to: Person) -> None:
    enqueue(
        kind,
        to=to,
        subject=request,
        dedupe_key=f"{kind.key}:{request.pk}:{request.status_since.isoformat()}",
        organisation_id=request.organisation_id,
    )
