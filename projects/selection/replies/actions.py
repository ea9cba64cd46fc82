"""The only writers of outcomes and of the answers people get."""

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused, lock, lock_all, transition
from coproduce.foundation.working_days import working_day_from
from projects.selection.interest import promises
from projects.selection.interest.models import Expression
from projects.selection.interest.rules import deleted_on
from projects.selection.interest.states import Outcome
from projects.selection.opportunities.models import Opportunity
from projects.selection.places import actions as places
from projects.selection.replies import notifications, queries, rules
from projects.selection.replies import promises as promises_of_replies
from projects.selection.replies.models import OutcomeText

FEEDBACK_WITHIN = 10
"""Working days from asking until somebody hears how they did."""


@transaction.atomic
def decide(row: Expression, *, outcome: str, by: User) -> Expression:
    """Write down what becomes of one. Nobody hears of it yet. Raises TransitionRefused once answered."""
    fresh = lock(row)
    if not fresh.waits:
        raise TransitionRefused(_("This can no longer be changed. Nothing was changed."))
    if outcome != Outcome.OFF and queries.rule_decides(fresh.opportunity):
        raise TransitionRefused(
            _("People are chosen by the rule that everyone read, so nobody decides about one.")
        )
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
    free = queries.places_left(fresh)
    if problems := rules.in_the_way(rows, words, closed=not fresh.is_taking(), free=free):
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
    if told.outcome != Outcome.OFF:
        places.answered(told, by=by)
    return known(told.person)


@transaction.atomic
def ask_feedback(row: Expression, *, by: User) -> Expression:
    """Write down that somebody asks how they did: promised after their answer. Raises TransitionRefused."""
    fresh = lock(row)
    if fresh.person is None or not (fresh.waits or fresh.answered_at):
        raise TransitionRefused(_("What they sent is deleted. Nothing was changed."))
    if fresh.sealed_feedback:
        raise TransitionRefused(_("They have heard how they did already. Nothing was changed."))
    fresh.wants_feedback = True
    fresh.save(update_fields=["wants_feedback"])
    history.record(fresh, "asked how they did", by=by)
    if fresh.answered_at:
        opportunity = fresh.opportunity
        promise.make(
            promises_of_replies.FEEDBACK,
            subject=fresh,
            due_at=clock.end_of_day(working_day_from(clock.today(), FEEDBACK_WITHIN)),
            owner=opportunity.project.lead,
            by=by,
            organisation_id=opportunity.organisation_id,
            project_id=opportunity.project_id,
            person=fresh.person,
            label=opportunity.title,
        )
    return fresh


@transaction.atomic
def give_feedback(row: Expression, *, words: str, by: User) -> Expression:
    """Write how somebody did. It goes out in their answer, or at once where they have that already.

    Raises TransitionRefused where they did not ask, or have heard it.
    """
    fresh = lock(row)
    told = fresh.answered_at is not None
    if not fresh.wants_feedback or fresh.person is None or (told and fresh.sealed_feedback):
        raise TransitionRefused(_("They did not ask, or have heard it already. Nothing was changed."))
    fresh.sealed_feedback = encrypt(words, bound_to=fresh.bound_to("sealed_feedback"))
    fresh.save(update_fields=["sealed_feedback"])
    history.record(fresh, "told how they did", by=by)
    if told:
        promise.keep(promises_of_replies.FEEDBACK, subject=fresh, by=by)
        enqueue(
            notifications.FEEDBACK_GIVEN,
            to=fresh.person,
            subject=fresh,
            dedupe_key=f"selection/feedback_given:{fresh.pk}",
            organisation_id=fresh.opportunity.organisation_id,
        )
    return fresh
