"""Asking for money before an activity, and deciding. Giving and clearing it is in the payments room."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from expenses.bookings import notifications, promises
from expenses.bookings.models import Advance
from expenses.claims.queries import approvers
from expenses.payees.separation import same_human
from projects.meetings.models import Meeting
from projects.team.actions import lock_open
from projects.team.models import Project


@transaction.atomic
def ask(
    *,
    person: Person,
    project: Project,
    amount_pence: int,
    what_for: str,
    needed_by: dt.date,
    by: User,
    meeting: Meeting | None = None,
    on: dt.date | None = None,
) -> Advance:
    """Ask for money before a meeting, or before a day of other work. Raises Refused."""
    fresh = lock_open(project)
    day = clock.uk(meeting.starts_at).date() if meeting else on
    if day is None or not clock.today() <= needed_by <= day:
        raise transitions.TransitionRefused(_("Choose a day from today on that is not after the activity."))
    advance = Advance.objects.create(
        person=person,
        organisation_id=fresh.organisation_id,
        project=fresh,
        meeting=meeting,
        amount_pence=amount_pence,
        what_for=what_for,
        on=day,
        needed_by=needed_by,
        asked_by=by,
    )
    history.record(advance, "asked for an advance", by=by, detail={"pence": amount_pence})
    promise.make(
        promises.GIVE,
        subject=advance,
        due_at=clock.end_of_day(needed_by),
        owner=_decides(advance),
        by=by,
        organisation_id=advance.organisation_id,
        project_id=advance.project_id,
        person=person,
        label=advance.title,
    )
    return advance


def _decides(advance: Advance) -> Person:
    """Return who looks after it: an approver, never the person it is for. Raises Refused."""
    for person in approvers(advance.organisation_id):
        if person.pk != advance.person_id:
            return person
    raise transitions.TransitionRefused(
        _("There is nobody yet who can decide on this. Call us, and we see to it.")
    )


def may_not_touch(user: User, advance: Advance) -> str:
    """Return why this account may not decide on an advance, or give it; empty when it may."""
    if same_human(user, advance.person):
        return _(
            "This looks like your own advance, or that of somebody you share an address or account with. "
            "Somebody else has to do this."
        )
    return ""


def may_not_decide(user: User, advance: Advance) -> str:
    """Return why this account may not say yes or no; empty when it may."""
    if own := may_not_touch(user, advance):
        return own
    if advance.asked_by_id == user.pk:
        return _("You asked for this for somebody, so somebody else has to decide.")
    return ""


@transaction.atomic
def approve(advance: Advance, *, by: User) -> Advance:
    """Say yes. The promise stays open until the money is given. Raises Refused."""
    return _decide(advance, "approve advance", why="", by=by)


@transaction.atomic
def refuse(advance: Advance, *, why: str, by: User) -> Advance:
    """Say no, with a reason that the person reads. Raises Refused."""
    if not why.strip():
        raise transitions.TransitionRefused(_("Say why, and what else we can do."))
    refused = _decide(advance, "refuse advance", why=why, by=by)
    promise.release(promises.GIVE, subject=refused, by=by, why=why)
    return refused


def follow_new_time(meeting: Meeting, *, by: User) -> None:
    """A locked meeting has moved: money that was not given yet is never due after it."""
    day = clock.uk(meeting.starts_at).date()
    for advance in Advance.objects.not_given(meeting):
        advance.on, advance.needed_by = day, min(advance.needed_by, day)
        advance.save(update_fields=["on", "needed_by"])
        due_at = clock.end_of_day(advance.needed_by)
        promise.move(promises.GIVE, subject=advance, due_at=due_at, by=by, why=_("The meeting has moved."))


def let_all_go(meeting: Meeting, *, by: User, why: str) -> None:
    """A locked meeting is called off: money that was not given yet is not needed. `why` is told already."""
    for advance in Advance.objects.not_given(meeting):
        withdraw(advance, by=by)


def let_theirs_go(meeting: Meeting, person: Person, *, by: User | None) -> None:
    """Somebody cannot come to a locked meeting: money that was not given yet is not needed."""
    for advance in Advance.objects.not_given(meeting).filter(person=person):
        withdraw(advance, by=by)


@transaction.atomic
def withdraw(advance: Advance, *, by: User | None) -> Advance:
    """Take the request back before the money was given. Raises Refused."""
    gone = transitions.transition(advance, "withdraw advance", by=by)
    promise.release(promises.GIVE, subject=gone, by=by, why=_("It is not needed any more."))
    return gone


def tell(advance: Advance) -> None:
    """Write to the person that there is something new about the advance."""
    enqueue(
        notifications.ADVANCE,
        to=advance.person,
        subject=advance,
        dedupe_key=f"{notifications.ADVANCE.key}:{advance.pk}:{advance.status_since.isoformat()}",
        organisation_id=advance.organisation_id,
    )


def _decide(advance: Advance, move: str, *, why: str, by: User) -> Advance:
    if own := may_not_decide(by, transitions.lock(advance)):
        raise transitions.TransitionRefused(own)
    decision = {"decided_by": by, "decided_at": clock.now(), "why_not": why}
    decided = transitions.transition(advance, move, by=by, why=why, **decision)
    tell(decided)
    return decided
