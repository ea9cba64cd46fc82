import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock, transitions
from expenses.policies import actions
from expenses.policies.models import MileageRate, Policy, Rate
from expenses.policies.queries import suggest
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def maker(trust):
    return builders.staff_user("administrator", trust)


@pytest.fixture
def approver(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def draft(trust, maker):
    builders.published_policies()
    example = Policy.objects.examples().get(name="CNWL involvement session fees")
    hmrc = Policy.objects.examples().get(name="HMRC AMAP mileage")
    return actions.adopt(
        example, organisation=trust, effective_from=dt.date(2026, 1, 1), by=maker, mileage_from=hmrc
    )


def test_a_copy_takes_rates_miles_and_sources_and_is_not_in_force(draft, trust):
    assert (draft.status, draft.check_before_use, draft.version) == ("draft", True, 1)
    assert [rate.amount_pence for rate in draft.rates.order_by("amount_pence")] == [11_50, 15_00]
    assert draft.mileage_rates.count() == 7
    assert Policy.objects.in_force(trust.pk, dt.date(2026, 5, 1)) is None


def test_approval_needs_the_check_and_a_second_person(draft, maker, approver, trust):
    with pytest.raises(transitions.TransitionRefused, match="check before use"):
        actions.approve(draft, by=approver)
    actions.confirm_checked(draft, by=maker)
    with pytest.raises(transitions.TransitionRefused, match="Someone else"):
        actions.approve(draft, by=maker)
    approved = actions.approve(draft, by=approver)
    assert (approved.status, approved.approved_by) == ("approved", approver)
    assert Policy.objects.in_force(trust.pk, dt.date(2026, 5, 1)) == approved
    assert Policy.objects.in_force(trust.pk, dt.date(2025, 12, 31)) is None


def test_the_database_refuses_the_maker_as_approver(draft, maker):
    with pytest.raises(IntegrityError), transaction.atomic():
        Policy.objects.filter(pk=draft.pk).update(
            status="approved", check_before_use=False, approved_by=maker, approved_at=clock.now()
        )


def test_the_policy_is_chosen_by_the_day_of_the_activity(trust):
    old = builders.policy(trust)
    new = builders.policy(trust, version=2, effective_from=dt.date(2026, 4, 6))
    days = (dt.date(2026, 4, 5), dt.date(2026, 4, 6))
    assert [Policy.objects.in_force(trust.pk, day) for day in days] == [old, new]


def test_a_withdrawn_policy_prices_nothing_more(trust, approver):
    policy = builders.policy(trust)
    actions.retire(policy, by=approver, why="It had a mistake.")
    assert Policy.objects.in_force(trust.pk, dt.date(2026, 5, 1)) is None


@pytest.mark.parametrize("model", [Rate, MileageRate])
def test_an_approved_policy_stays_as_it_was_approved(trust, model):
    policy = builders.policy(trust)
    row = model.objects.filter(policy=policy).first()
    for change in (row.save, row.delete, lambda: model.objects.filter(pk=row.pk).delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_two_versions_of_one_rate_may_follow_but_not_overlap(trust):
    draft = builders.policy(trust, approved=False)
    rate = draft.rates.get(label="Meeting")
    rate.effective_to = dt.date(2026, 4, 5)
    rate.save()
    same = {"policy": draft, "label": "Meeting", "unit": "hour", "amount_pence": 13_00, "source": "x"}
    Rate.objects.create(**same, effective_from=dt.date(2026, 4, 6))
    with pytest.raises(IntegrityError), transaction.atomic():
        Rate.objects.create(**same, effective_from=dt.date(2026, 4, 1))


def test_mileage_for_every_mile_may_not_stand_beside_a_band(trust):
    draft = builders.policy(trust, approved=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        MileageRate.objects.create(policy=draft, vehicle="car", band="all", pence_per_mile=30, source="x")


def test_overlapping_limits_of_time_stop_the_approval(trust, approver):
    draft = builders.policy(trust, approved=False)
    draft.rates.all().delete()
    common = {"policy": draft, "label": "Meeting", "amount_pence": 75_00, "source": "x"}
    Rate.objects.create(unit="day", lower_operator=">=", lower_minutes=240, **common)
    Rate.objects.create(unit="half_day", upper_operator="<=", upper_minutes=240, **common)
    with pytest.raises(transitions.TransitionRefused, match="Two rates cover the same thing"):
        actions.approve(draft, by=approver)


def test_exeter_must_say_over_which_time_its_100_miles_count(trust, maker, approver):
    builders.published_policies()
    example = Policy.objects.examples().get(name__startswith="PenCRU / University")
    copy = actions.adopt(example, organisation=trust, effective_from=dt.date(2026, 1, 1), by=maker)
    actions.confirm_checked(copy, by=maker)
    with pytest.raises(transitions.TransitionRefused, match="what period miles are counted over"):
        actions.approve(copy, by=approver)


def test_a_published_example_can_never_be_approved(approver):
    builders.published_policies()
    with pytest.raises(transitions.TransitionRefused, match="Copy it"):
        actions.approve(Policy.objects.examples().first(), by=approver)


def test_a_second_copy_is_the_next_version(draft, trust, maker):
    again = actions.adopt(draft, organisation=trust, effective_from=dt.date(2027, 1, 1), by=maker)
    assert (again.name, again.version) == (draft.name, 2)


def test_costing_hears_the_fees_of_the_policy_in_force(trust):
    assert suggest(trust.pk, dt.date(2026, 5, 1), 90) == []
    builders.policy(trust)
    assert suggest(trust.pk, dt.date(2026, 5, 1), 90) == [("Meeting", 18_00), ("Review of a document", 25_00)]


def test_until_there_is_a_policy_what_is_usual_counts(trust):
    day = dt.date(2026, 5, 1)
    usual = Policy.objects.in_force_or_usual(trust.pk, day)
    assert (usual.pk, usual.pay_within_days, usual.claim_window_days) == (None, 28, 90)
    assert usual.pays_by(day) == dt.date(2026, 5, 29)
    assert usual.is_below_floor(1, 60) is False
    own = builders.policy(trust, pay_within_days=10)
    found = Policy.objects.in_force_or_usual(trust.pk, day)
    assert (found, found.pays_by(day)) == (own, dt.date(2026, 5, 11))
