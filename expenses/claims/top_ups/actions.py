"""Paying the difference when a rate was changed afterwards. Nothing is ever taken back."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import short_date
from expenses.claims import notifications, promises, signals
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.notifications import tell
from expenses.claims.promises import promise_to
from expenses.claims.queries import looks_after
from expenses.claims.states import ClaimState, Kind
from expenses.claims.top_ups import queries as repricing
from expenses.claims.top_ups.models import TopUp
from expenses.claims.top_ups.rules import Difference
from expenses.policies.models import Policy
from expenses.policies.rates.rules import Price
from expenses.policies.states import Category
from projects.roles.duties.queries import pay_by

MOST = 500  # lines in one batch, so that a page answers; the next batch takes the rest
CATEGORY = {Kind.FEE: Category.FEE, Kind.ALLOWANCE: Category.HOME_MEETING, Kind.EXPENSE: Category.OTHER}
"""Miles are topped up as money, so that no mile is counted twice."""


@dataclass(frozen=True)
class Made:
    """What a batch made: claims, their lines and pence; undecided lines that were priced again."""

    claims: int = 0
    lines: int = 0
    pence: int = 0
    priced_again: int = 0


@transaction.atomic
def make_top_ups(organisation: Organisation, *, by: User) -> Made:
    """Make a claim for each person and project that is owed more. Somebody else decides on them.

    Claims that wait for a decision are priced again instead, where that is more. Running it again makes
    nothing more. Raises TransitionRefused when nobody can look after a claim.
    """
    # Batches of one organisation are made one after another. "No key": others may go on using its rows.
    organisation = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    again = sum(_price_again(one, by=by) for one in _owed(repricing.undecided(organisation.pk)))
    owed = _owed(repricing.decided(organisation.pk))
    together: defaultdict[tuple[int, int | None], list[Difference]] = defaultdict(list)
    for one in reversed(owed):
        together[one.line.claim.person_id, one.line.claim.project_id].append(one)
    for group in together.values():
        _claim(organisation, group, by=by)
    return Made(len(together), len(owed), sum(one.more_pence for one in owed), again)


def _owed(lines: Any) -> list[Difference]:
    return list(islice(repricing.differences(lines, ("more",)), MOST))


def _claim(organisation: Organisation, group: list[Difference], *, by: User) -> Claim:
    """Send a claim for somebody, made of differences. `by` counts as its typist, so others decide."""
    first, today = group[0].line.claim, clock.today()
    policy = Policy.objects.in_force_or_usual(organisation.pk, today)
    claim = Claim.objects.create(
        person=first.person,
        organisation=organisation,
        project=first.project,
        about=_("More for what you did, because rates have changed"),
        typed_by=by,
        status=ClaimState.SENT,
        sent_at=clock.now(),
        pay_by=pay_by(first.person, organisation.pk, today, policy.pays_by(today)),
    )
    for one in group:
        _line(claim, one)
    refs = sorted({one.line.claim.ref for one in group})
    history.record(claim, "made because rates have changed", by=by, detail={"claims": refs})
    promise_to(claim, promises.PAY, known(claim.pay_by), owner=looks_after(claim), by=by)
    signals.pay_may_wait.send(Claim, claim=claim, by=by, tell=False)
    tell(claim, notifications.TOPPED_UP, to=claim.person)
    return claim


def _line(claim: Claim, one: Difference) -> TopUp:
    price = one.todays  # what goes the way of "more" has one
    facts = {
        "before": pounds(one.before_pence),
        "today": pounds(price.pence),
        "since": short_date(one.policy.effective_from),
        "words": one.words,
    }
    words = _("We paid or approved %(before)s. At our rates from %(since)s it is %(today)s. %(words)s")
    about = _("More for: %(line)s, claim %(ref)s") % {
        "line": one.line.words,
        "ref": one.line.claim.ref,
    }
    line = ClaimLine.objects.create(
        claim=claim,
        kind=one.line.kind,
        category=CATEGORY[Kind(one.line.kind)],
        activity_date=one.line.activity_date,
        description=about[: ClaimLine._meta.get_field("description").max_length],
        amount_pence=one.more_pence,
        explanation=words % facts,
        rate=price.rate if isinstance(price, Price) else None,
    )
    return TopUp.objects.create(
        original=one.line,
        line=line,
        policy=one.policy,
        before_pence=one.before_pence,
        today_pence=price.pence,
    )


def _price_again(one: Difference, *, by: User) -> bool:
    """Price a line again that nobody has decided on. False when somebody has, in the meantime."""
    claim, line = transitions.lock(one.line.claim), one.line
    if claim.status != ClaimState.SENT:
        return False
    price = one.todays
    column = "mileage_rate" if line.vehicle else "rate"
    line.amount_pence, line.explanation = price.pence, one.words
    setattr(line, column, price.rate)
    line.save(update_fields=["amount_pence", "explanation", column])
    detail = {"line": line.ref, "pence": line.amount_pence}
    history.record(claim, "priced again because rates have changed", by=by, detail=detail)
    return True
