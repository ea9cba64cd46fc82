"""The only writers of outcomes and of the answers people get."""

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused, lock, lock_all, transition
from projects.selection.interest import promises
from projects.selection.interest.models import Expression
from projects.selection.interest.rules import deleted_on
from projects.selection.interest.states import Outcome
from projects.selection.opportunities.models import Opportunity
from projects.selection.replies import notifications, queries, rules
from projects.selection.replies.models import OutcomeText


@transaction.atomic
def decide(row: Expression, *, outcome: str, by: User) -> Expression:
    """Write down what becomes of one. Nobody hears of it yet. Raises TransitionRefused once answered."""
    fresh = lock(row)
    if not fresh.waits:
        raise TransitionRefused(_("This can no longer be changed. Nothing was changed."))
    fresh.outcome = outcome
    fresh.save(update_fields=["outcome"])
    history.record(fresh, "decided", by=by, detail={"outcome": outcome})
    return fresh


@transaction.atomic
def write(opportunity: Opportunity, *, outcome: str, words: str, by: User) -> None:
    """Keep what is said for one outcome. Raises TransitionRefused once somebody was told it."""
    told = Expression.objects.filter(
        opportunity=lock(opportunity), outcome=outcome, answered_at__isnull=False
    )
    if told.exists():
        raise TransitionRefused(_("People have had this answer, so it stays. Nothing was changed."))
    OutcomeText.objects.update_or_create(opportunity=opportunity, outcome=outcome, defaults={"words": words})
    history.record(opportunity, "answer written", by=by, detail={"outcome": outcome})


@transaction.atomic
def send_all(opportunity: Opportunity, *, seen: str, by: User) -> int:
    """Answer everybody who waits, once, each by themselves. Returns how many.

    `seen` is the seal of what was checked. Raises TransitionRefused when that has changed since, or something
    is in the way: then nobody hears anything.
    """
    fresh = lock(opportunity)
    lock_all(Expression.objects.waiting().filter(opportunity=fresh))
    rows, words = queries.waiting(fresh), queries.words(fresh)
    if problems := rules.in_the_way(rows, words, closed=not fresh.is_taking()):
        raise TransitionRefused(" ".join(problems))
    if seen != rules.seal(rows, words):
        raise TransitionRefused(_("Something has changed since you checked. Nothing was sent. Check again."))
    for row in Expression.objects.filter(pk__in=[one.pk for one in rows]).order_by("pk"):
        _answer(row, fresh, by=by)
    return len(rows)


@transaction.atomic
def call_off(opportunity: Opportunity, *, by: User) -> list[Person]:
    """Tell everybody who waits that it is called off, with the reason of its page. Returns whom."""
    waiting = Expression.objects.waiting().filter(opportunity=opportunity)
    lock_all(waiting)
    told = []
    for row in waiting.order_by("pk"):
        decide(row, outcome=Outcome.OFF, by=by)
        told.append(_answer(row, opportunity, by=by))
    return told


def _answer(row: Expression, opportunity: Opportunity, *, by: User) -> Person:
    now = clock.now()
    delete_on = deleted_on(known(opportunity.hear_by), clock.uk(now).date())
    told = transition(row, "answer", by=by, answered_at=now, delete_on=delete_on)
    promise.keep(promises.ANSWER, subject=told, by=by)
    enqueue(
        notifications.ANSWERED,
        to=known(told.person),
        subject=told,
        dedupe_key=f"selection/answered:{told.pk}",
        organisation_id=opportunity.organisation_id,
    )
    return known(told.person)
