from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.known import known
from expenses.claims.lines.queries import choice_of
from expenses.claims.models import ClaimLine
from expenses.claims.pricing.queries import earned_that_day
from expenses.claims.states import DECIDED, NEVER_PAID, ClaimState, Kind, LineDecision
from expenses.claims.top_ups.models import TopUp
from expenses.payees.recognition.models import RecognitionChoice
from expenses.payees.recognition.states import NO_FEE, Choice
from expenses.policies.mileage.rules import MileagePrice, MilesBefore, price_mileage
from expenses.policies.models import Policy
from expenses.policies.rates.rules import NoRate, Price, offers, price_offer
from expenses.policies.states import Category, PolicyState, pays_for

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

from contributors.accounts.models import Organisation
from coproduce.foundation.money import pounds
from expenses.claims.top_ups.rules import Difference

WINDOW = 2_000  # lines priced at a time


class PricedOtherwise(TypedDict):
    """What is added to each line: the policies that priced it, and that would price it today."""

    priced_by: int
    in_force: int


def decided(organisation_id: int) -> "QuerySet[WithAnnotations[ClaimLine, PricedOtherwise]]":
    """Approved lines of an organisation that another policy priced, and no top-up has settled."""
    lines = ClaimLine.objects.filter(claim__status__in=DECIDED, status=LineDecision.APPROVED)
    settled = TopUp.objects.filter(original=OuterRef("pk"), policy=OuterRef("in_force"))
    return _priced_otherwise(lines, organisation_id).exclude(Exists(settled))


def undecided(organisation_id: int) -> "QuerySet[WithAnnotations[ClaimLine, PricedOtherwise]]":
    """Lines of claims that wait for a decision and were priced by another policy."""
    lines = ClaimLine.objects.filter(claim__status=ClaimState.SENT, status=LineDecision.PENDING)
    return _priced_otherwise(lines, organisation_id)


def _priced_otherwise(
    lines: QuerySet[ClaimLine], organisation_id: int
) -> "QuerySet[WithAnnotations[ClaimLine, PricedOtherwise]]":
    """The same choice as Policy.objects.in_force, made by the database for every line at once."""
    started = Policy.objects.filter(
        organisation=organisation_id,
        status=PolicyState.APPROVED,
        effective_from__lte=OuterRef("activity_date"),
    ).order_by("-effective_from", "-version")
    return (
        lines.filter(claim__organisation=organisation_id, tops_up=None)  # a difference is no whole fee
        .annotate(
            priced_by=Coalesce("rate__policy_id", "mileage_rate__policy_id"),
            in_force=Subquery(started.values("pk")[:1]),
        )
        .filter(priced_by__isnull=False, in_force__isnull=False)
        .exclude(priced_by=F("in_force"))
    )


def differences(
    lines: "QuerySet[WithAnnotations[ClaimLine, PricedOtherwise]]", ways: Collection[str]
) -> Iterator[Difference]:
    """Yield the lines that go one of these ways, newest first. Some queries for each 2,000 lines."""
    rows = lines.select_related(
        "claim__person", "claim__project", "claim__meeting", "rate", "mileage_rate"
    ).order_by("-pk")
    window = list(rows[:WINDOW])
    while window:
        yield from (one for one in _compared(window) if one.way in ways)
        more = len(window) == WINDOW
        window = list(rows.filter(pk__lt=window[-1].pk)[:WINDOW]) if more else []


def _compared(lines: "list[WithAnnotations[ClaimLine, PricedOtherwise]]") -> Iterator[Difference]:
    wanted = Policy.objects.filter(pk__in={line.in_force for line in lines})
    policies = {one.pk: one for one in wanted.prefetch_related("rates", "mileage_rates")}
    before, topped_up, choosers = _miles_before(lines), _topped_up(lines), _choosers(lines)
    for line in lines:
        policy = policies[line.in_force]
        try:
            price = _price(line, policy, before.get(line.pk))
            if isinstance(price, Price) and line.kind == Kind.FEE and line.claim.person_id in choosers:
                price = _as_wanted(line, price)
            words = price.explanation
        except NoRate as refusal:
            price, words = None, str(refusal)
        yield Difference(line, policy, line.amount_pence + topped_up[line.pk], price, words)


def _price(line: ClaimLine, policy: Policy, before: MilesBefore | None) -> Price | MileagePrice:
    if line.category == Category.MILEAGE:
        return price_mileage(
            list(policy.mileage_rates.all()),
            date=line.activity_date,
            vehicle=line.vehicle,
            miles_tenths=known(line.miles_tenths),
            passengers=line.passengers,
            before=before,
        )
    rates = [rate for rate in policy.rates.all() if pays_for(rate.unit, line.category)]
    offered = {one.key: one for one in offers(rates, line.activity_date)}
    was = known(line.rate)
    offer = offered.get(was.offer_key)
    if offer is None:
        words = _("The policy “%(policy)s” has no rate called “%(offer)s” on that day.")
        raise NoRate(words % {"policy": policy.name, "offer": was.words})
    earned = earned_that_day(line.claim, line.activity_date, line, offer)
    return price_offer(offer, line.minutes, earned_that_day=earned)


def _choosers(lines: Sequence[ClaimLine]) -> set[int]:
    """Return the people among these lines who chose no fee, or a smaller one, for something. One query."""
    people = {line.claim.person_id for line in lines if line.kind == Kind.FEE}
    chose = RecognitionChoice.objects.current().filter(person__in=people)
    return set(chose.filter(choice__in=[*NO_FEE, Choice.LESS]).values_list("person", flat=True))


def _as_wanted(line: ClaimLine, price: Price) -> Price:
    """Nobody is paid more for a day than they want, whatever rates become."""
    choice = choice_of(line.claim)
    if choice is None or choice.choice not in (*NO_FEE, Choice.LESS):
        return price
    most = known(choice.most_pence) if choice.choice == Choice.LESS else 0
    return replace(price, pence=max(known(line.amount_pence), min(price.pence, most)))


def _topped_up(lines: Sequence[ClaimLine]) -> Counter[int]:
    """Return pence by line id that earlier top-ups added, or may still add."""
    made = (
        TopUp.objects.filter(original__in=lines)
        .exclude(line__status=LineDecision.REFUSED)
        .exclude(line__claim__status__in=NEVER_PAID)
    )
    return Counter(dict(made.values_list("original").annotate(Sum("line__amount_pence")).order_by()))


def _miles_before(lines: Sequence[ClaimLine]) -> dict[int, MilesBefore]:
    """Return {line id: miles counted before it}: by person, vehicle and tax year, and inside its claim."""
    people = {line.claim.person_id for line in lines if line.vehicle}
    if not people:
        return {}
    journeys = (
        ClaimLine.objects.counted()
        .filter(claim__organisation=lines[0].claim.organisation_id, claim__person__in=people)
        .exclude(vehicle="")
        .order_by("claim__sent_at", "claim_id", "activity_date", "pk")
        .values_list("pk", "claim_id", "claim__person_id", "vehicle", "activity_date", "miles_tenths")
    )
    counted: Counter[tuple[Any, ...]] = Counter()
    found = {}
    for pk, claim, person, vehicle, day, tenths in journeys:
        year = ("year", person, vehicle, clock.tax_year_start(day))
        own = ("claim", claim, vehicle)
        found[pk] = MilesBefore(tax_year=counted[year], claim=counted[own])
        counted.update({year: tenths, own: tenths})
    return found


def made(organisation: Organisation) -> dict[str, Any]:
    """Return how many lines were topped up so far, and by how much together."""
    so_far = TopUp.objects.filter(line__claim__organisation=organisation)
    pence = so_far.aggregate(sum=Sum("line__amount_pence", default=0))["sum"]
    return {"lines": so_far.count(), "amount": pounds(pence)}
