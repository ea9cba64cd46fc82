"""Every published row, priced in its worked boundary case."""

import datetime as dt

import pytest

from expenses.policies.mileage.rules import MilesBefore, price_mileage
from expenses.policies.models import MileageRate, Policy, Rate
from expenses.policies.rates.rules import offers, price_offer
from tests import builders

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
EARLIER, LATER = "NICE lay members (earlier)", "NICE lived experience (later)"
PAID = [  # policy, label, role, minutes, pence
    ("NHS England PPV/LEP involvement payments", "A day", "paid roles (level 4)", None, 150_00),
    ("NHS England PPV/LEP involvement payments", "Half a day", "paid roles (level 4)", None, 75_00),
    (EARLIER, "Meeting", "lay member", 240, 150_00),
    (EARLIER, "Meeting", "lay member", 239, 75_00),
    (LATER, "Meeting", "decision maker", 241, 300_00),
    (LATER, "Meeting", "decision maker", 240, 150_00),
    (LATER, "Meeting", "lived experience contributor", 241, 150_00),
    (LATER, "Meeting", "lived experience contributor", 240, 75_00),
    (LATER, "Review of a document or training module", "", None, 25_00),
    ("CNWL involvement session fees", "Time", "standard activity", 90, 17_25),
    ("CNWL involvement session fees", "Time", "enhanced activity", 90, 22_50),
    ("National Voices recognition payment", "Half a day", "", None, 50_00),
    ("National Voices recognition payment", "A day", "", None, 100_00),
    ("PenCRU acknowledgement", "Casual meeting without preparation", "", None, 15_00),
    ("Ace Centre home meeting allowance", "Meeting joined from home", "", None, 5_00),
]
OLD, NEW = dt.date(2026, 4, 5), dt.date(2026, 4, 6)
HMRC, EXETER = "HMRC AMAP mileage", "PenCRU / University of Exeter mileage"
DRIVEN = [  # policy, vehicle, day, miles before, pence for 13.7 miles: one row of the file each
    (HMRC, "car", OLD, 0, 617),
    (HMRC, "car", OLD, 10_000, 343),
    (HMRC, "car", NEW, 0, 754),
    (HMRC, "car", NEW, 10_000, 343),
    (HMRC, "motorcycle", OLD, 0, 329),
    (HMRC, "bicycle", OLD, 0, 274),
    (EXETER, "car", NEW, 0, 617),
    (EXETER, "car", NEW, 100, 343),
    (EXETER, "motorcycle", NEW, 0, 329),
    (EXETER, "motorcycle", NEW, 100, 123),
    (EXETER, "bicycle", NEW, 0, 274),
    ("National Voices mileage", "car", NEW, 0, 548),
    ("Places for People mileage", "car", NEW, 0, 548),
    ("NHS Grampian PPI mileage", "car", NEW, 0, 617),
]


@pytest.fixture(autouse=True)
def _published():
    builders.published_policies()


@pytest.mark.parametrize(("policy", "label", "role", "minutes", "pence"), PAID)
def test_a_published_rate_prices_its_boundary_case(policy, label, role, minutes, pence):
    rates = Rate.objects.filter(policy__organisation=None, policy__name=policy)
    found = [one for one in offers(rates, DAY) if (one.label, one.role_tier) == (label, role)]
    assert [price_offer(one, minutes).pence for one in found] == [pence]


@pytest.mark.parametrize(("policy", "vehicle", "day", "before", "pence"), DRIVEN)
def test_a_published_mileage_rate_prices_thirteen_point_seven_miles(policy, vehicle, day, before, pence):
    rates = stated(policy)
    counted = MilesBefore(tax_year=before * 10, claim=before * 10)
    assert price_mileage(rates, date=day, vehicle=vehicle, miles_tenths=137, before=counted).pence == pence


@pytest.mark.parametrize(("policy", "day"), [(HMRC, OLD), ("NHS Grampian PPI mileage", NEW)])
def test_a_published_passenger_rate_is_added_before_rounding(policy, day):
    found = price_mileage(stated(policy), date=day, vehicle="car", miles_tenths=137, passengers=1)
    assert found.pence == 685  # 616.5 + 68.5


def stated(policy: str) -> list[MileageRate]:
    """The rates of a policy; where its page does not say over which time miles count, take a claim."""
    rates = list(
        MileageRate.objects.filter(policy__organisation=None, policy__name=policy).select_related("policy")
    )
    for rate in rates:
        rate.period = "claim" if rate.period == "not_stated" else rate.period
    return rates


def test_every_row_of_the_two_files_is_tested_above():
    assert Rate.objects.filter(policy__organisation=None).count() == len(PAID)
    assert (
        MileageRate.objects.filter(policy__organisation=None).count() == len(DRIVEN) + 2
    )  # two for passengers


def test_the_range_only_rows_are_not_rates():
    assert not Policy.objects.filter(name__startswith="NIHR").exists()


def test_nothing_published_is_in_force_or_checked_and_all_of_it_has_a_source():
    published = Policy.objects.examples()
    assert {(one.status, one.check_before_use, one.approved_by) for one in published} == {
        ("draft", True, None)
    }
    assert not Rate.objects.filter(source="").exists()
    assert not MileageRate.objects.filter(source="").exists()


def test_undated_pages_stay_undated():
    dated = Policy.objects.examples().exclude(effective_from=None).values_list("name", "effective_from")
    assert dict(dated) == {
        "NHS England PPV/LEP involvement payments": dt.date(2021, 10, 20),
        "CNWL involvement session fees": dt.date(2022, 1, 1),
        HMRC: dt.date(2011, 4, 6),
    }


def test_seeding_again_changes_nothing():
    before = [Policy.objects.count(), Rate.objects.count(), MileageRate.objects.count()]
    builders.published_policies()
    assert [Policy.objects.count(), Rate.objects.count(), MileageRate.objects.count()] == before
