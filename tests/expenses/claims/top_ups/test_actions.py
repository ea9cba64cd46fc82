"""A rate was changed after claims were priced: who is owed more, by how much, and that it is paid once."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock
from coproduce.foundation.history.models import Unchangeable
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.deciding import actions as deciding
from expenses.claims.deciding.rules import Verdict
from expenses.claims.lines.actions import add_line
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.occasions.actions import start_claim
from expenses.claims.pricing.queries import offers_on
from expenses.claims.pricing.rules import Entry
from expenses.claims.top_ups import queries as repricing
from expenses.claims.top_ups.actions import Made, make_top_ups
from expenses.claims.top_ups.models import TopUp
from expenses.claims.writing import actions as writing
from expenses.payees.recognition import actions as recognition
from expenses.payees.recognition.states import Choice
from expenses.policies import actions as policies
from expenses.policies.states import Band
from tests import builders
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db
YES = Verdict(approve=True)
ALL_WAYS = ("more", "less", "no_rate")
ANNOUNCED = "2026-05-21T10:00:00Z"  # 45p became 55p from 6 April, told on 21 May
BEFORE, SINCE = dt.date(2026, 4, 5), dt.date(2026, 4, 6)


class Staff:
    """An organisation that pays 45p a mile and £12 an hour, with people who claim, decide and pay."""

    def __init__(self):
        self.finance = Finance()
        self.organisation = self.finance.organisation
        self.policy = builders.policy(self.organisation)
        self.maker = builders.staff_user("ppi_manager", self.organisation)
        self.approver = self.finance.approver

    def claim(self, person, *entries, approved=True, project=None):
        """A claim sent through the actions, approved by the approver."""
        by = person.account
        claim = start_claim(
            person=person, organisation=self.organisation, by=by, project=project, about="Panel"
        )
        for entry in entries:
            add_line(claim, entry=entry, by=by)
        writing.send(claim, by=by)
        return deciding.approve_all(claim, by=self.approver) if approved else Claim.objects.get(pk=claim.pk)

    def fee(self, day, minutes=60, label="Meeting"):
        offers = offers_on(self.organisation.pk, "fee", day)
        key = next(key for key, offer in offers.items() if offer.label == label)
        return Entry("fee", day, offer=key, minutes=minutes)

    def new_policy(self, since=SINCE, *, car=55, hour=12_00, task=25_00, home=5_00, without=""):
        """The next version, approved by somebody else, for activity from a day that has passed."""
        version = self.organisation.policies.count() + 1
        policy = builders.policy(self.organisation, effective_from=since, version=version, approved=False)
        policy.mileage_rates.filter(vehicle="car", band=Band.UP_TO).update(pence_per_mile=car)
        amounts = {"Meeting": hour, "Review of a document": task, "Meeting joined from home": home}
        for label, pence in amounts.items():
            policy.rates.filter(label=label).update(amount_pence=pence)
        policy.rates.filter(label=without).delete()
        return policies.approve(policy, by=self.maker)

    def withdraw(self, policy):
        """Take a policy out of force again."""
        policies.retire(policy, by=self.maker, why="A slip")

    def found(self, *ways):
        lines = repricing.differences(repricing.decided(self.organisation.pk), ways or ALL_WAYS)
        return [(one.line.ref, one.before_pence, one.today_pence, one.way) for one in lines]


def today_since():
    """A day that has passed, in the tax year of today."""
    return max(clock.tax_year_start(clock.today()), clock.today() - dt.timedelta(days=20))


def miles(day, tenths, **more):
    way = {"from_place": "Keynsham", "to_place": "Bristol"}
    return Entry("mileage", day, miles_tenths=tenths, vehicle="car", **way, **more)


@pytest.fixture
def staff(time_machine):
    time_machine.move_to(ANNOUNCED)
    return Staff()


def lines_of(claim):
    return list(claim.lines.order_by("pk"))


def test_car_miles_since_the_sixth_of_april_are_owed_at_55p(staff):
    person = staff.finance.payee("Ann Lee")
    old, new = lines_of(staff.claim(person, miles(BEFORE, 137), miles(SINCE, 137)))
    assert (old.amount_pence, new.amount_pence) == (617, 617)
    assert staff.found() == []
    staff.new_policy()
    assert staff.found() == [(new.ref, 617, 754, "more")]  # 753.5p, rounded half up


def test_a_fee_raised_in_the_middle_of_a_financial_year(time_machine):
    """NIHR: ten per cent more from 16 December 2025, published amounts, never computed."""
    time_machine.move_to("2026-02-02T10:00:00Z")
    staff = Staff()
    person = staff.finance.payee()
    day = dt.date(2025, 12, 16)
    kinds = [
        staff.fee(dt.date(2025, 12, 15)),
        staff.fee(day),
        staff.fee(day, label="Review of a document"),
        Entry("home_meeting", day, offer=next(iter(offers_on(staff.organisation.pk, "home_meeting", day)))),
        Entry("fee", day, amount_pence=40_00),
        Entry("parking", day, amount_pence=3_00, no_receipt_because="None given"),
    ]
    claim = staff.claim(person, *kinds)
    staff.new_policy(since=day, car=45, hour=13_20, task=27_50, home=5_50)
    by_amount = {line.ref: line.amount_pence for line in lines_of(claim)}
    assert sorted((by_amount[ref], before, today) for ref, before, today, _way in staff.found()) == [
        (5_00, 5_00, 5_50),
        (12_00, 12_00, 13_20),
        (25_00, 25_00, 27_50),
    ]


def test_bands_are_counted_again_in_the_order_claims_were_sent(staff):
    person = staff.finance.payee()
    first = staff.claim(person, miles(dt.date(2026, 5, 10), 99_000))
    across = staff.claim(
        person, miles(dt.date(2026, 5, 1), 2_000)
    )  # 100 miles below the threshold, 100 above
    above = staff.claim(person, miles(dt.date(2026, 5, 2), 1_000))
    other = staff.claim(staff.finance.payee(), miles(dt.date(2026, 5, 2), 1_000))  # own threshold
    assert [claim.lines.get().amount_pence for claim in (across, above)] == [100 * 45 + 100 * 25, 100 * 25]
    staff.new_policy()
    refs = {claim.lines.get().ref: claim for claim in (first, across, above, other)}
    assert {refs[ref].pk: (before, today) for ref, before, today, _way in staff.found()} == {
        first.pk: (9_900 * 45, 9_900 * 55),
        across.pk: (100 * 45 + 100 * 25, 100 * 55 + 100 * 25),
        other.pk: (100 * 45, 100 * 55),
    }


def test_the_same_rates_in_a_new_version_make_no_difference_whatever_the_order(staff):
    person = staff.finance.payee()
    for day, tenths in ((10, 60_000), (3, 60_000), (7, 5_000), (1, 90)):
        staff.claim(
            person, miles(dt.date(2026, 5, day), tenths, passengers=1), miles(dt.date(2026, 5, day), 33)
        )
    staff.new_policy(car=45)
    assert staff.found() == []
    assert repricing.decided(staff.organisation.pk).count() == 8


def test_a_lower_rate_is_listed_and_never_taken_back(staff):
    claim = staff.claim(staff.finance.payee(), staff.fee(SINCE))
    staff.new_policy(hour=10_00)
    assert staff.found() == [(claim.lines.get().ref, 12_00, 10_00, "less")]
    assert make_top_ups(staff.organisation, by=staff.maker) == Made()
    assert Claim.objects.count() == 1


def test_what_the_new_policy_does_not_know_is_listed_and_stays(staff):
    claim = staff.claim(staff.finance.payee(), staff.fee(SINCE))
    staff.new_policy(without="Meeting")
    assert staff.found() == [(claim.lines.get().ref, 12_00, None, "no_rate")]
    assert make_top_ups(staff.organisation, by=staff.maker) == Made()


def test_what_was_refused_taken_back_or_belongs_to_others_is_not_listed(staff):
    other = Staff()
    other.claim(other.finance.payee(), miles(SINCE, 100))
    refused = staff.claim(staff.finance.payee(), miles(SINCE, 100), approved=False)
    deciding.refuse_claim(refused, why="Not ours", by=staff.approver)
    gone = staff.claim(staff.finance.payee(), miles(SINCE, 100), approved=False)
    writing.withdraw(gone, by=gone.person.account)
    kept = staff.claim(staff.finance.payee(), miles(SINCE, 100))
    staff.new_policy()
    assert [row[0] for row in staff.found()] == [kept.lines.get().ref]
    assert other.found() == []


def refuse_one(staff, claim):
    """Approve the first of two lines and refuse the second."""
    first, second = lines_of(claim)
    no = Verdict(refuse=True, why="Agreed otherwise")
    deciding.decide_lines(claim, verdicts={first.ref: YES, second.ref: no}, by=staff.approver)
    return first, second


def test_a_line_that_was_refused_in_an_approved_claim_is_not_listed(staff):
    claim = staff.claim(staff.finance.payee(), miles(SINCE, 100), miles(SINCE, 100), approved=False)
    paid, _refused = refuse_one(staff, claim)
    staff.new_policy()
    assert [row[0] for row in staff.found()] == [paid.ref]


def test_a_top_up_that_was_refused_is_not_counted_as_paid(staff):
    staff.claim(staff.finance.payee(), miles(SINCE, 100), miles(SINCE, 100))
    staff.new_policy()
    make_top_ups(staff.organisation, by=staff.maker)
    topped_up = refuse_one(staff, Claim.objects.get(status="sent"))
    staff.withdraw(staff.organisation.policies.order_by("-pk").first())
    staff.new_policy(car=60)
    paid, refused = (TopUp.objects.get(line=line).original.ref for line in topped_up)
    assert sorted(staff.found()) == sorted([(paid, 550, 600, "more"), (refused, 450, 600, "more")])


def test_a_batch_makes_one_claim_a_person_and_project_that_names_the_older_lines(staff):
    project = builders.project(staff.organisation)
    ann, bob = staff.finance.payee("Ann Lee"), staff.finance.payee("Bob")
    first = staff.claim(ann, miles(SINCE, 100), staff.fee(SINCE), project=project)
    second = staff.claim(ann, miles(dt.date(2026, 5, 1), 200), project=project)
    staff.claim(ann, miles(SINCE, 300))
    staff.claim(bob, miles(SINCE, 400), project=project)
    staff.new_policy()
    made = make_top_ups(staff.organisation, by=staff.maker)
    assert made == Made(claims=3, lines=4, pence=100 + 200 + 300 + 400, priced_again=0)
    claim = Claim.objects.get(person=ann, project=project, status="sent")
    assert [(line.kind, line.category, line.amount_pence, line.miles_tenths) for line in lines_of(claim)] == [
        ("expense", "other", 100, None),
        ("expense", "other", 200, None),
    ]
    assert [line.description for line in lines_of(claim)] == [
        f"More for: Miles in your own vehicle, 6 April 2026, claim {first.ref}",
        f"More for: Miles in your own vehicle, 1 May 2026, claim {second.ref}",
    ]
    assert lines_of(claim)[0].explanation == (
        "We paid or approved £4.50. At our rates from 6 April 2026 it is £5.50. 10 miles at 55p."
        " From the policy “Payment policy”."
    )
    assert (claim.typed_by, claim.sent_at is not None, claim.pay_by) == (
        staff.maker,
        True,
        dt.date(2026, 6, 4),
    )


def test_running_it_twice_makes_nothing_more(staff):
    staff.claim(staff.finance.payee(), miles(SINCE, 100), staff.fee(SINCE))
    staff.new_policy(hour=13_20)
    assert make_top_ups(staff.organisation, by=staff.maker) == Made(1, 2, 220, 0)
    assert make_top_ups(staff.organisation, by=staff.maker) == Made()
    assert (Claim.objects.count(), staff.found()) == (2, [])
    deciding.approve_all(Claim.objects.get(status="sent"), by=staff.approver)
    assert make_top_ups(staff.organisation, by=staff.maker) == Made()


def test_the_database_keeps_one_top_up_a_line_and_policy(staff):
    staff.claim(staff.finance.payee(), miles(SINCE, 100))
    staff.new_policy()
    make_top_ups(staff.organisation, by=staff.maker)
    made = TopUp.objects.get()
    with pytest.raises(Unchangeable):
        made.delete()
    another = builders.claim_line(made.line.claim, 50)
    same = {"original": made.original, "policy": made.policy, "line": another}
    with pytest.raises(IntegrityError), transaction.atomic():
        TopUp.objects.create(**same, before_pence=1, today_pence=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        TopUp.objects.create(**same | {"policy": staff.policy}, before_pence=2, today_pence=2)


def test_a_second_person_approves_it_and_the_next_run_pays_it(staff):
    person = staff.finance.payee()
    staff.claim(person, miles(SINCE, 137))
    staff.finance.run("recorded")
    staff.new_policy()
    make_top_ups(staff.organisation, by=staff.maker)
    claim = Claim.objects.get(status="sent")
    with pytest.raises(TransitionRefused, match="another person"):
        deciding.approve_all(claim, by=staff.maker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(
            status="approved", decided_by=staff.maker, decided_at=clock.now()
        )
    deciding.approve_all(claim, by=staff.approver)
    run = staff.finance.run("recorded")
    assert (run.expense_pence, run.payment_count) == (137, 1)
    assert Claim.objects.get(pk=claim.pk).status == "paid"


def test_a_later_rate_tops_up_what_is_still_missing(staff):
    claim = staff.claim(staff.finance.payee(), miles(SINCE, 100))
    staff.new_policy()
    make_top_ups(staff.organisation, by=staff.maker)
    deciding.approve_all(Claim.objects.get(status="sent"), by=staff.approver)
    staff.withdraw(staff.organisation.policies.order_by("-pk").first())
    staff.new_policy(car=60)
    assert staff.found() == [(claim.lines.get().ref, 550, 600, "more")]
    assert make_top_ups(staff.organisation, by=staff.maker) == Made(1, 1, 50, 0)


@pytest.mark.parametrize("how", ["refused", "taken back"])
def test_what_was_turned_down_is_not_made_again(staff, how):
    staff.claim(staff.finance.payee(), miles(SINCE, 100))
    staff.new_policy()
    make_top_ups(staff.organisation, by=staff.maker)
    claim = Claim.objects.get(status="sent")
    if how == "refused":
        deciding.refuse_claim(claim, why="Agreed otherwise", by=staff.approver)
    else:
        writing.withdraw(claim, by=claim.person.account)
    assert make_top_ups(staff.organisation, by=staff.maker) == Made()


def test_a_top_up_is_not_sent_back_with_a_question(staff):
    staff.claim(staff.finance.payee(), miles(SINCE, 100))
    staff.new_policy()
    make_top_ups(staff.organisation, by=staff.maker)
    with pytest.raises(TransitionRefused, match="We made this claim ourselves"):
        deciding.return_claim(Claim.objects.get(status="sent"), why="Which miles?", by=staff.approver)
    assert Claim.objects.filter(status="sent").count() == 1


def test_drafts_are_priced_on_sending_and_sent_claims_by_the_batch(staff):
    person = staff.finance.payee()
    draft = start_claim(person=person, organisation=staff.organisation, by=person.account, about="Panel")
    add_line(draft, entry=miles(SINCE, 100), by=person.account)
    sent = staff.claim(staff.finance.payee(), miles(SINCE, 100), staff.fee(SINCE), approved=False)
    staff.new_policy(hour=10_00)
    assert staff.found() == []
    assert make_top_ups(staff.organisation, by=staff.maker) == Made(priced_again=1)
    assert make_top_ups(staff.organisation, by=staff.maker) == Made()
    mile, hour = lines_of(sent)
    assert (mile.amount_pence, mile.mileage_rate.pence_per_mile, hour.amount_pence) == (550, 55, 12_00)
    writing.send(draft, by=person.account)
    assert draft.lines.get().amount_pence == 550


def test_top_up_lines_count_no_mile_and_are_never_priced_again_themselves(staff):
    person = staff.finance.payee()
    staff.claim(person, miles(SINCE, 99_000), staff.fee(SINCE))
    policy = staff.new_policy(hour=13_20)
    make_top_ups(staff.organisation, by=staff.maker)
    deciding.approve_all(Claim.objects.get(status="sent"), by=staff.approver)
    later = staff.claim(person, miles(dt.date(2026, 5, 20), 1_000))
    assert later.lines.get().amount_pence == 100 * 55
    assert ClaimLine.objects.get(kind="fee", tops_up__isnull=False).rate.policy == policy
    assert staff.found() == []
    staff.new_policy(since=dt.date(2026, 4, 1), hour=13_20)  # older than the one above: not in force in May
    staff.withdraw(policy)
    assert staff.found() == []


def test_the_person_is_told_why_and_when(staff):
    person = staff.finance.payee()
    first = staff.claim(person, miles(SINCE, 100))
    staff.new_policy()
    make_top_ups(staff.organisation, by=staff.maker)
    claim = Claim.objects.get(status="sent")
    message = Notification.objects.get(kind="claims/topped_up")
    subject, body = render(message)
    assert (message.recipient, "£" in subject) == (person, False)
    expected = [
        "Our rates have changed",
        f"More for: Miles in your own vehicle, 6 April 2026, claim {first.ref}: £1.00.",
        "We paid or approved £4.50. At our rates from 6 April 2026 it is £5.50.",
        "Thursday 4 June 2026",
        f"/my/claims/{claim.ref}/",
    ]
    assert [words for words in expected if words not in body] == []
    promise = Promise.objects.get(subject_id=claim.pk, kind="claims.pay")
    assert clock.uk(promise.due_at).date() == claim.pay_by


def test_it_asks_as_often_for_thirty_lines_as_for_three(staff, django_assert_num_queries):
    for one, number in ((staff, 3), (Staff(), 30)):
        for _ in range(number):
            one.claim(one.finance.payee(), miles(SINCE, 100), one.fee(SINCE))
        one.new_policy(hour=13_20)
        with django_assert_num_queries(7):
            assert len(one.found()) == 2 * number


def test_windows_and_batches_go_on_where_they_stopped(staff, monkeypatch):
    for _ in range(5):
        staff.claim(staff.finance.payee(), miles(SINCE, 100), staff.fee(SINCE))
    staff.new_policy(hour=10_00)
    monkeypatch.setattr("expenses.claims.top_ups.queries.WINDOW", 2)
    monkeypatch.setattr("expenses.claims.top_ups.actions.MOST", 2)
    assert len(staff.found()) == 10
    made = [make_top_ups(staff.organisation, by=staff.maker).lines for _ in range(4)]
    assert made == [2, 2, 1, 0]
    assert [row[3] for row in staff.found()] == ["less"] * 5
    assert ClaimLine.objects.filter(tops_up__isnull=False).count() == 5


def test_nobody_is_topped_up_above_what_they_want_for_a_day(staff):
    less, none, usual = (staff.finance.payee() for _one in range(3))
    lines = [lines_of(staff.claim(one, staff.fee(SINCE)))[0] for one in (less, none, usual)]
    recognition.choose(less, choice=Choice.LESS, most_pence=12_50)
    recognition.choose(none, choice=Choice.DECLINE)
    staff.new_policy(hour=15_00)
    owed = {ref: today for ref, _before, today, _way in staff.found("more")}
    assert owed == {lines[0].ref: 12_50, lines[2].ref: 15_00}
