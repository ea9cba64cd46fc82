"""The only writers of choosing rules and draws."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.transitions import TransitionRefused, check, lock
from projects.selection.drawing import queries
from projects.selection.drawing.models import ChoosingRule, Draw, KeptGroup, Lot
from projects.selection.drawing.rules import check_draw, choosing, fair
from projects.selection.drawing.states import Method
from projects.selection.interest.actions import words_changeable
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity


@transaction.atomic
def set_rule(
    opportunity: Opportunity, *, words: dict[str, Any], groups: Sequence[dict[str, Any]], by: User
) -> ChoosingRule:
    """Say how people are chosen in the end. Raises TransitionRefused once it has opened, or does not fit."""
    fresh = lock(opportunity)
    check(fresh, "open")
    ChoosingRule.objects.filter(opportunity=fresh).delete()
    rule = ChoosingRule.objects.create(opportunity=fresh, **words)
    if rule.method == Method.KEPT:
        for place, group in enumerate(groups, 1):
            KeptGroup.objects.create(rule=rule, place=place, **group)
    if found := queries.problems(fresh):
        raise TransitionRefused(" ".join(found))
    history.record(fresh, "choosing rule", by=by, detail={"method": rule.method})
    return rule


@transaction.atomic
def drop_rule(opportunity: Opportunity, *, by: User) -> None:
    """Say that staff decide about each. Raises TransitionRefused once it has opened."""
    fresh = lock(opportunity)
    check(fresh, "open")
    ChoosingRule.objects.filter(opportunity=fresh).delete()
    history.record(fresh, "choosing rule", by=by, detail={"method": ""})


@transaction.atomic
def save_wishes(row: Expression, *, groups: Sequence[int] | None, feedback: bool, by: User | None) -> None:
    """Keep which groups with kept places they say they are of, and whether they want to hear how they did.

    `groups` is None where whoever writes may not see them: they stay. Raises TransitionRefused once choosing
    has begun, for the groups, and after the answer.
    """
    fresh = lock(row)
    if groups is not None and sorted(groups) != queries.groups_of(fresh):
        fresh = words_changeable(row, by)
        said = json.dumps(sorted(groups)) if groups else ""
        fresh.sealed_groups = encrypt(said, bound_to=fresh.bound_to("sealed_groups")) if said else ""
    if not (fresh.is_draft or fresh.waits):
        raise TransitionRefused(_("This can no longer be changed. Nothing was changed."))
    fresh.wants_feedback = feedback
    fresh.save(update_fields=["sealed_groups", "wants_feedback"])


@transaction.atomic
def publish(opportunity: Opportunity, *, by: User, seed_on: dt.date | None = None, why: str = "") -> Draw:
    """Publish the list of codes, before anybody can know the seed. From then on nobody joins it.

    `seed_on` is another day than everyone was told, with the reason. Raises TransitionRefused.
    """
    fresh = lock(opportunity)
    rule = queries.rule_of(fresh)
    if rule is None or Draw.objects.filter(opportunity=fresh).exists():
        raise TransitionRefused(_("There is no list to publish here. Nothing was changed."))
    seed_on = seed_on or rule.seed_on
    left = queries.scoring_is_left(fresh)
    found = [] if left else queries.bands(fresh, rule.method)
    rows = [row for band in found for row in band]
    if problems := choosing.before_the_list(
        open_still=fresh.is_taking(), scoring_left=left, waiting=queries.waiting(fresh), seed_on=seed_on,
        today=clock.today(),
    ):  # fmt: skip
        raise TransitionRefused(" ".join(problems))
    if seed_on != rule.seed_on and not why.strip():
        raise TransitionRefused(_("Say why it is another day than everyone was told."))
    said = queries.said_by(rows, rule)
    least = [group.least for group in rule.groups.all()]
    kept = rule.method == Method.KEPT
    places = known(fresh.places)
    listed = choosing.document(
        about=fresh.title,
        bands=[[choosing.code_of(row.blind_ref) for row in band] for band in found],
        lottery=fair.lottery(said, places=places, least=least, salt=fresh.ref) if kept else [],
        places=places,
        reserves=rule.reserves,
        seed_from=rule.seed_from,
        seed_on=seed_on,
    )
    made = Draw.objects.create(
        opportunity=fresh, document=listed, seed_on=seed_on, later_why=why.strip(), listed_by=by
    )
    for row in rows:
        Lot.objects.create(draw=made, expression=row, code=choosing.code_of(row.blind_ref))
    history.record(fresh, "draw listed", by=by, detail={"hash": listed["list_hash"], "codes": len(rows)})
    return made


@transaction.atomic
def draw(opportunity: Opportunity, *, seed: str, by: User) -> Draw:
    """Draw from the published list, once. Raises TransitionRefused before the day of the seed, and after."""
    fresh = lock(opportunity)
    made = Draw.objects.select_for_update(of=("self",)).filter(opportunity=fresh).first()
    if made is None or made.is_drawn:
        raise TransitionRefused(_("It cannot be drawn now. Nothing was changed."))
    if choosing.needs_a_seed(made.document):
        if clock.today() < made.seed_on:
            raise TransitionRefused(_("The day of the numbers has not come. Nothing was changed."))
    else:
        seed = choosing.NO_SEED
    seed = check_draw.plain(seed)
    if not seed:
        raise TransitionRefused(_("Enter the numbers."))
    chosen, reserve = check_draw.draw(made.document, seed)
    made.seed, made.result = seed, {"chosen": chosen, "reserve": reserve}
    made.drawn_at, made.drawn_by = clock.now(), by
    made.save(update_fields=["seed", "result", "drawn_at", "drawn_by"])
    history.record(fresh, "drawn", by=by, detail={"seed": seed})
    return made
