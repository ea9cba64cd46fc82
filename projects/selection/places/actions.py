"""The only writers of places: from the draw, from answers, to the offer of the role, and out again."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people import actions as people
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.erasing import MARK
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.kinds import PromiseKind
from coproduce.foundation.transitions import TransitionRefused, lock, lock_all, transition
from coproduce.foundation.working_days import working_day_from
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from projects.selection.drawing import actions as drawing
from projects.selection.drawing import queries as drawn
from projects.selection.drawing.models import Draw
from projects.selection.interest.models import Expression
from projects.selection.interest.states import ExpressionState, Outcome
from projects.selection.opportunities.models import Opportunity
from projects.selection.places import notifications, promises, queries
from projects.selection.places.models import Place
from projects.selection.places.states import HOLDS, WAITS, PlaceState
from projects.team.states import ProjectState

OFFERED_WITHIN = 10
"""Working days from the answer until the role is offered."""


@transaction.atomic
def publish(opportunity: Opportunity, *, by: User, seed_on: dt.date | None = None, why: str = "") -> Draw:
    """Publish the list; where points alone put everyone in order, settle the places too."""
    made = drawing.publish(opportunity, by=by, seed_on=seed_on, why=why)
    return made if drawing.choosing.needs_a_seed(made.document) else draw(opportunity, seed="", by=by)


@transaction.atomic
def draw(opportunity: Opportunity, *, seed: str, by: User) -> Draw:
    """Draw, and set places, reserves and everyone's outcome from it. Raises TransitionRefused."""
    rule = drawn.rule_of(opportunity)
    if rule is None:
        raise TransitionRefused(_("There is no rule for this one. Staff decide about each."))
    made = drawing.draw(opportunity, seed=seed, by=by)
    lots = {lot.code: lot.expression for lot in made.lots.select_related("expression")}
    waiting = Expression.objects.waiting().filter(opportunity=opportunity)
    lock_all(waiting)
    waiting.update(outcome=Outcome.NO)
    result: dict[str, list[str]] = known(made.result)
    for number, code in enumerate(result["chosen"], 1):
        _place(lots[code], number=number)
    for number, code in enumerate(result["reserve"], 1):
        _place(lots[code], number=number, until=rule.reserve_until, reserve=True)
    history.record(opportunity, "places set", by=by, detail={"draw": made.ref})
    for gone in made.lots.exclude(expression__status=ExpressionState.SENT).select_related("expression"):
        leave(gone.expression, by=by, why=_("They took it back before the draw."))
    return made


def _place(row: Expression, *, number: int, until: dt.date | None = None, reserve: bool = False) -> Place:
    status = PlaceState.RESERVE if reserve else PlaceState.CHOSEN
    made = Place.objects.create(
        opportunity_id=row.opportunity_id, expression=row, status=status, number=number, was_reserve=reserve,
        until=until,
    )  # fmt: skip
    _outcome(row, Outcome.RESERVE if reserve else Outcome.YES)
    return made


def _outcome(row: Expression, outcome: str) -> None:
    Expression.objects.filter(pk=row.pk, status=ExpressionState.SENT).update(outcome=outcome)


def answered(row: Expression, *, by: User) -> None:
    """After somebody's answer: who has a place is owed the role, a reserve is owed word. In a transaction.

    Where staff decided about each, the places are made here.
    """
    place = Place.objects.filter(expression=row).first()
    if place is None and row.outcome in (Outcome.YES, Outcome.RESERVE):
        reserve = row.outcome == Outcome.RESERVE
        before = Place.objects.filter(opportunity=row.opportunity_id, was_reserve=reserve)
        last = before.order_by("-number").values_list("number", flat=True).first() or 0
        place = _place(row, number=last + 1, reserve=reserve)
    if place is None:
        return
    if place.status == PlaceState.CHOSEN:
        _promise_the_role(place, by=by)
    elif place.status == PlaceState.RESERVE and place.until:
        _promise(promises.RESERVE, place, due_at=clock.end_of_day(place.until), by=by)


def _promise_the_role(place: Place, *, by: User | None) -> None:
    due = clock.end_of_day(working_day_from(clock.today(), OFFERED_WITHIN))
    _promise(promises.OFFER_ROLE, place, due_at=due, by=by)


def _promise(kind: PromiseKind, place: Place, *, due_at: dt.datetime, by: User | None) -> None:
    opportunity = place.opportunity
    promise.make(
        kind,
        subject=place,
        due_at=due_at,
        owner=opportunity.project.lead,
        by=by,
        organisation_id=opportunity.organisation_id,
        project_id=opportunity.project_id,
        person=known(place.expression.person),
        label=opportunity.title,
    )


@transaction.atomic
def offer_role(place: Place, *, by: User) -> Assignment:
    """Offer the role to who has a place: their yes makes them a member. Raises TransitionRefused."""
    fresh = lock(place)
    row = fresh.expression
    if fresh.status != PlaceState.CHOSEN or row.status != ExpressionState.ANSWERED or row.person is None:
        raise TransitionRefused(_("The role is offered after everyone has their answer."))
    opportunity = fresh.opportunity
    person = known(queries.known_person(fresh))
    people.connect(person, opportunity.organisation, by=by, shares=True)
    made = inviting.invite(opportunity.version.role, invitees=[Invitee(person=person)], by=by)[0]
    offered = transition(fresh, "offer role", by=by, assignment=made)
    promise.keep(promises.OFFER_ROLE, subject=offered, by=by)
    return made


@transaction.atomic
def drop_out(place: Place, *, why: str, by: User) -> Place:
    """Write down that somebody does not want the place, or to be a reserve. The rule says who follows.

    Raises TransitionRefused; after the role was offered, their answer to it says so.
    """
    fresh = lock(place)
    if fresh.expression.status != ExpressionState.ANSWERED:
        raise TransitionRefused(_("They have no answer yet. Take back what they sent instead."))
    if not fresh.facts.may_drop:
        raise TransitionRefused(_("Take the offer of the role back instead. Nothing was changed."))
    ended = _end(fresh, by=by, why=why)
    fill(ended.opportunity, by=by)
    return ended


def _end(place: Place, *, by: User | None, why: str, move: str = "drop out") -> Place:
    ended = transition(place, move, by=by, why=why, ended_at=clock.now(), ended_why=why[:300])
    for kind in (promises.OFFER_ROLE, promises.RESERVE):
        promise.release(kind, subject=ended, by=by, why=why)
    return ended


@transaction.atomic
def fill(opportunity: Opportunity, *, by: User | None) -> list[Place]:
    """Give every free place to the reserve that the rule says. Returns who moved up. May run twice."""
    fresh = lock(opportunity)
    moved: list[Place] = []
    while queries.free(fresh) > 0 and (following := queries.next_reserve(fresh)):
        empty = Place.objects.filter(opportunity=fresh, status=PlaceState.DROPPED, followed_by=None)
        held = empty.filter(was_reserve=False) | empty.filter(instead_of__isnull=False)
        place = transition(following, "move up", by=by, instead_of=held.order_by("ended_at", "pk").first())
        _outcome(place.expression, Outcome.YES)
        if place.expression.status == ExpressionState.ANSWERED:
            promise.keep(promises.RESERVE, subject=place, by=by)
            _promise_the_role(place, by=by)
            _tell(notifications.PLACE_FREE, place)
        moved.append(place)
    return moved


def _tell(kind: NotificationKind, place: Place) -> Person:
    person = known(place.expression.person)
    enqueue(
        kind,
        to=person,
        subject=place,
        dedupe_key=f"{kind.key}:{place.pk}",
        organisation_id=place.organisation_id,
    )
    return person


def leave(row: Expression, *, by: User | None, why: str) -> None:
    """End the place of an expression that was taken back, joined or deleted. Call it in a transaction."""
    place = Place.objects.filter(expression=row, status__in=(PlaceState.CHOSEN, PlaceState.RESERVE)).first()
    if place:
        ended = _end(lock(place), by=by, why=why)
        fill(ended.opportunity, by=by)
    if row.person is None:
        Place.objects.filter(expression=row).exclude(ended_why="").update(ended_why=MARK)


def follow_role(assignment: Assignment, *, by: User | None, agreed: bool, why: str = "") -> None:
    """Somebody said yes to the role, or the offer or the role is over. Call it in a transaction.

    Who follows is found by the clock (`fill_free`): a project that closes asks nobody new.
    """
    place = Place.objects.filter(assignment=assignment, status__in=HOLDS).first()
    if place is None:
        return
    if not agreed:
        _end(lock(place), by=by, why=why)
    elif place.status == PlaceState.OFFERED:
        transition(place, "take", by=by)


def end_all(live: QuerySet[Place], *, by: User, why: str) -> list[Person]:
    """End what waits of an opportunity, or of a project that closes. Returns whom it ended something with.

    Who has no answer yet hears it in their answer.
    """
    told = []
    for place in live.filter(status__in=WAITS).select_related("expression__person").order_by("pk"):
        answered_to = place.expression.status == ExpressionState.ANSWERED
        ended = _end(place, by=by, why=why)
        _outcome(place.expression, Outcome.NO)
        if answered_to and ended.expression.person:
            told.append(_tell(notifications.PLACE_OVER, ended))
    return told


@transaction.atomic
def lapse(place_id: int) -> None:
    """End being a reserve after its last day, and say so. May run twice."""
    place = lock(Place.objects.get(pk=place_id))
    if place.status != PlaceState.RESERVE or place.until is None or place.until >= clock.today():
        return
    person = place.expression.person
    ended = transition(place, "lapse", by=None, ended_at=clock.now())
    promise.keep(promises.RESERVE, subject=ended, by=None)
    if person:
        _tell(notifications.PLACE_OVER, ended)


def look_after() -> dict[str, Any]:
    """Give free places to reserves, and end reserves whose day is over. May run twice."""
    over = Place.objects.filter(status=PlaceState.RESERVE, until__lt=clock.today())
    for place_id in list(over.values_list("pk", flat=True)):
        lapse(place_id)
    waiting = Place.objects.reserves().exclude(opportunity__project__status=ProjectState.CLOSED)
    rows = Opportunity.objects.filter(pk__in=waiting.order_by().values("opportunity"))
    moved = sum(len(fill(row, by=None)) for row in rows.order_by("pk"))
    return {"moved": moved}
