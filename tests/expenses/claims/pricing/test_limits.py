"""Limits of a policy on a claim: what it pays no more than is cut and said, what is usual is marked."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from coproduce.foundation import clock
from expenses.claims.lines.actions import add_line, change_line
from expenses.claims.marks.queries import words_of_marks
from expenses.claims.models import ClaimLine
from expenses.claims.occasions.actions import start_claim
from expenses.claims.pricing.queries import miles_before, offers_on
from expenses.claims.pricing.rules import Entry, entry_of
from expenses.claims.writing import actions as writing
from expenses.policies.mileage.rules import MilesBefore
from expenses.policies.models import ExpenseRule, Rate
from expenses.policies.rates.rules import NoRate
from tests import builders

pytestmark = pytest.mark.django_db
DAY = clock.today() - dt.timedelta(days=14)  # in time, whatever the day of the run


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def ann(trust):
    return builders.contributor_user(trust, name="Ann")


def ruled(trust, *rules: dict, most_a_day: int | None = None, floor: int | None = None):
    """A policy in force with these rules about costs; rates stay as they were approved, so they go first."""
    made = builders.policy(trust, approved=False, floor_pence_an_hour=floor)
    ExpenseRule.objects.bulk_create(ExpenseRule(policy=made, **rule) for rule in rules)
    Rate.objects.filter(policy=made, label="Meeting").update(most_a_day_pence=most_a_day)
    type(made).objects.filter(pk=made.pk).update(
        status="approved",
        approved_by=builders.staff_user("ppi_manager", trust),
        approved_at=clock.now(),
    )


def add(user, trust, claim=None, **entry):
    claim = claim or start_claim(person=user.person, organisation=trust, by=user, about="x")
    return add_line(claim, entry=Entry(activity_date=DAY, **entry), by=user)


MEAL = {"category": "meal", "cap_pence": 10_00, "pays_no_more": True}
NIGHT = {"category": "overnight", "cap_pence": 90_00, "cap_for": "each", "pays_no_more": True}


def test_more_than_the_policy_pays_is_cut_and_what_was_paid_is_kept(trust, ann):
    ruled(trust, MEAL)
    line = add(ann, trust, category="meal", amount_pence=14_00)
    assert (line.amount_pence, line.spent_pence) == (10_00, 14_00)
    assert line.explanation == "£14.00 was paid. The policy pays up to £10.00."
    assert entry_of(line).amount_pence == 14_00
    changed = change_line(line, entry=Entry("meal", DAY, amount_pence=9_00), by=ann)
    assert (changed.amount_pence, changed.spent_pence) == (9_00, None)


def test_nights_are_counted(trust, ann):
    ruled(trust, NIGHT)
    line = add(ann, trust, category="overnight", amount_pence=200_00, number=2)
    assert (line.amount_pence, line.spent_pence) == (180_00, 200_00)


def test_a_limit_a_day_is_for_one_person_and_one_day(trust, ann):
    ruled(trust, MEAL | {"cap_for": "day"})
    first = add(ann, trust, category="meal", amount_pence=7_00)
    second = add(ann, trust, first.claim, category="meal", amount_pence=7_00)
    ben = builders.contributor_user(trust)
    assert [first.amount_pence, second.amount_pence] == [7_00, 3_00]
    assert add(ben, trust, category="meal", amount_pence=7_00).amount_pence == 7_00
    first.claim.lines.update(no_receipt_because="Lost")
    writing.send(first.claim, by=ann)  # priced again, each as before
    assert [line.amount_pence for line in first.claim.lines.order_by("pk")] == [7_00, 3_00]


def test_what_the_policy_would_not_pay_is_left_for_a_person_to_decide(trust, ann):
    ruled(trust, MEAL | {"lower_operator": ">=", "lower_minutes": 300})
    line = add(ann, trust, category="meal", amount_pence=8_00, minutes=120)
    assert (line.amount_pence, line.spent_pence) == (8_00, None)
    assert words_of_marks(line.claim)[line.pk] == [
        "The policy pays this when someone is away for 5 hours or longer."
    ]


def test_what_is_usual_is_marked_and_not_cut(trust, ann):
    ruled(trust, MEAL | {"pays_no_more": False})
    line = add(ann, trust, category="meal", amount_pence=14_00)
    assert (line.amount_pence, line.spent_pence) == (14_00, None)
    assert words_of_marks(line.claim)[line.pk] == ["Above the usual limit of £10.00."]


def fee(user, trust, minutes: int, claim=None):
    (key,) = [key for key in offers_on(trust.pk, "fee", DAY) if key.startswith("Meeting")]
    return add(user, trust, claim, category="fee", offer=key, minutes=minutes)


def test_a_day_pays_so_much_and_no_more(trust, ann):
    ruled(trust, most_a_day=60_00)
    first = fee(ann, trust, 240)
    second = fee(ann, trust, 120, first.claim)
    assert [first.amount_pence, second.amount_pence] == [48_00, 12_00]
    with pytest.raises(NoRate, match="claimed the most the policy pays for one day"):
        fee(ann, trust, 60, first.claim)


def test_a_low_fee_is_marked(trust, ann):
    ruled(trust, floor=12_01)
    line = fee(ann, trust, 60)
    assert words_of_marks(line.claim)[line.pk] == ["This comes to less than £12.01 an hour."]


def test_the_form_asks_how_many_or_how_long_only_where_it_matters(trust, ann, client):
    ruled(trust, NIGHT, MEAL | {"lower_operator": ">=", "lower_minutes": 300})
    claim = start_claim(person=ann.person, organisation=trust, by=ann, about="x")
    portal = builders.sign_in(client, ann)
    asked = {}
    for category in ("overnight", "meal", "parking"):
        form = portal.get(reverse("my_lines:add", args=[claim.ref, category])).context["form"]
        asked[category] = {"number", "minutes"} & {*form.fields}
    assert asked == {"overnight": {"number"}, "meal": {"minutes"}, "parking": set()}
    day = {"activity_date_0": "2", "activity_date_1": "11", "activity_date_2": "2026"}
    typed = day | {"amount_pence": "200", "description": "Hotel", "number": "0", "no_receipt_because": "Lost"}
    address = reverse("my_lines:add", args=[claim.ref, "overnight"])
    assert "number" in portal.post(address, typed).context["form"].errors
    portal.post(address, typed | {"number": "2"})
    line = claim.lines.get()
    assert (line.number, line.amount_pence, line.spent_pence) == (2, 180_00, 200_00)
    form = portal.get(reverse("my_lines:change", args=[claim.ref, line.ref])).context["form"]
    assert (form.initial["amount_pence"], form.initial["number"]) == (200_00, 2)


def test_the_database_knows_that_more_was_spent_than_is_paid(trust, ann):
    line = add(ann, trust, category="meal", amount_pence=14_00)
    for wrong in ({"spent_pence": 14_00}, {"number": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ClaimLine.objects.filter(pk=line.pk).update(**wrong)


def test_a_limit_a_day_counts_no_other_kind_of_cost(trust, ann):
    ruled(trust, MEAL | {"cap_for": "day"}, {"category": "taxi", "cap_pence": 9_00, "pays_no_more": True})
    taxi = add(ann, trust, category="taxi", amount_pence=9_00)
    assert add(ann, trust, taxi.claim, category="meal", amount_pence=10_00).amount_pence == 10_00


def test_what_a_day_pays_of_one_offer_is_not_used_up_by_another(trust, ann):
    made = builders.policy(trust, approved=False)
    facts = {"unit": "hour", "amount_pence": 10_00, "most_a_day_pence": 30_00, "source": "x", "policy": made}
    made.rates.all().delete()
    Rate.objects.bulk_create(
        Rate(label=label, role_tier=tier, **facts)
        for label, tier in (("Panel", ""), ("Panel", "chair"), ("Reading", ""))
    )
    type(made).objects.filter(pk=made.pk).update(
        status="approved", approved_by=builders.staff_user("ppi_manager", trust), approved_at=clock.now()
    )
    claim = start_claim(person=ann.person, organisation=trust, by=ann, about="x")
    paid = [
        add(ann, trust, claim, category="fee", offer=f"{offer}|timed", minutes=180).amount_pence
        for offer in ("Panel|", "Panel|chair", "Reading|")
    ]
    assert paid == [30_00, 30_00, 30_00]


def test_miles_of_a_vehicle_count_once_and_until_the_tax_year_ends(trust, ann):
    builders.policy(trust)
    old, new = (start_claim(person=ann.person, organisation=trust, by=ann, about="x") for _one in range(2))
    first, last = dt.date(2026, 4, 6), dt.date(2027, 4, 5)
    driven = [(old, last, "car", 1), (old, last + dt.timedelta(days=1), "car", 10), (new, first, "car", 100)]
    driven += [(old, last, "bicycle", 1_000), (new, first, "bicycle", 1_000)]
    for claim, day, vehicle, tenths in driven:
        journey = {"category": "mileage", "vehicle": vehicle, "miles_tenths": tenths}
        builders.claim_line(claim, activity_date=day, **journey)
    type(old).objects.filter(pk__in=(old.pk, new.pk)).update(
        status="sent", sent_at=clock.now(), pay_by=clock.today()
    )
    entry = Entry("mileage", first + dt.timedelta(days=1), vehicle="car", miles_tenths=10)
    assert miles_before(new, entry, None) == MilesBefore(tax_year=101, claim=100)
