import datetime as dt

import pytest

from coproduce.foundation import clock, transitions
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.uploads.files import CleanFile
from expenses.claims import actions
from expenses.claims.deciding import actions as deciding
from expenses.claims.deciding.rules import Verdict
from expenses.claims.lines.actions import add_line, attach_receipt, change_line, remove_line
from expenses.claims.lines.queries import readiness_of
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.occasions.actions import start_claim
from expenses.claims.pricing.rules import Entry
from expenses.claims.queries import spend_of_projects
from expenses.claims.rules import Totals, totals
from expenses.claims.writing import actions as writing
from expenses.policies.rates.rules import NoRate
from projects.resources.rules import Spend
from tests import builders

pytestmark = pytest.mark.django_db
YES = Verdict(approve=True)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def approver(trust):
    return builders.staff_user("approver", trust)


@pytest.fixture
def rosa(trust, approver):
    rosa = builders.contributor_user(trust, name="Rosa").person
    builders.bank_details(rosa)
    return rosa


@pytest.fixture
def draft(trust, rosa):
    builders.policy(trust)
    return start_claim(person=rosa, organisation=trust, about="Panel in March", by=rosa.account)


def train(pence=8_40, **fields):
    lost = {"description": "Train", "no_receipt_because": "Lost it"}
    return Entry(
        **{
            "category": "public_transport",
            "activity_date": clock.today(),
            "amount_pence": pence,
            **lost,
            **fields,
        }
    )


def drive(tenths, date=None, **fields):
    return Entry(
        **{
            "category": "mileage",
            "activity_date": date or clock.today(),
            "vehicle": "car",
            "miles_tenths": tenths,
            **fields,
        }
    )


def add(claim, *entries):
    return [add_line(claim, entry=entry, by=claim.person.account) for entry in entries]


def open_promises():
    return sorted(Promise.objects.open().values_list("kind", flat=True))


def test_fee_expense_and_allowance_stay_apart(draft):
    add(
        draft,
        Entry(category="fee", activity_date=clock.today(), offer="Meeting||timed", minutes=90),
        Entry(category="home_meeting", activity_date=clock.today(), offer="Meeting joined from home||flat"),
        drive(137),
        train(),
    )
    assert [line.kind for line in draft.lines.order_by("id")] == ["fee", "allowance", "expense", "expense"]
    assert totals(draft.lines.all()) == Totals(fee=18_00, expense=6_17 + 8_40, allowance=5_00)
    assert totals(draft.lines.all()).everything == 37_57


def test_a_line_is_priced_by_the_policy_of_its_own_day(trust, draft):
    newer = builders.policy(trust, version=2, effective_from=dt.date(2026, 4, 6), approved=False)
    newer.mileage_rates.filter(band="up_to").update(pence_per_mile=55)
    newer.status, newer.approved_by, newer.approved_at = (
        "approved",
        builders.staff_user("ppi_manager", trust),
        clock.now(),
    )
    newer.save()
    lines = add(draft, drive(137, dt.date(2026, 4, 5)), drive(137, dt.date(2026, 4, 6)))
    assert [line.amount_pence for line in lines] == [617, 754]


def test_miles_paid_before_in_the_tax_year_count_towards_the_threshold(trust, draft):
    today = clock.today()
    earlier = builders.approved_claim(draft.person, trust)
    miles = {"category": "mileage", "vehicle": "car", "no_receipt_because": ""}
    builders.claim_line(earlier, 1, miles_tenths=99_990, activity_date=clock.tax_year_start(today), **miles)
    year_before = clock.tax_year_start(today) - dt.timedelta(days=1)
    builders.claim_line(earlier, 1, miles_tenths=99_990, activity_date=year_before, **miles)
    assert [line.amount_pence for line in add(draft, drive(10), drive(10))] == [45, 25]


def test_miles_another_organisation_pays_count_there_and_not_here(trust, rosa, draft):
    elsewhere = builders.approved_claim(rosa, builders.organisation(), 1)
    miles = {"category": "mileage", "vehicle": "car", "no_receipt_because": ""}
    builders.claim_line(elsewhere, 1, miles_tenths=200_000, activity_date=clock.today(), **miles)
    assert [line.amount_pence for line in add(draft, drive(10))] == [45]
    here = builders.approved_claim(rosa, trust, 1)
    builders.claim_line(here, 1, miles_tenths=200_000, activity_date=clock.today(), **miles)
    assert [line.amount_pence for line in add(draft, drive(10))] == [25]


def test_miles_of_refused_lines_and_unsent_claims_do_not_count(trust, draft):
    other = builders.claim(draft.person, trust)
    builders.claim_line(other, 1, category="mileage", vehicle="car", miles_tenths=100_000)
    assert [line.amount_pence for line in add(draft, drive(10))] == [45]


def test_a_fee_without_a_policy_is_what_was_agreed(trust, rosa):
    claim = start_claim(person=rosa, organisation=trust, about="Talk", by=rosa.account)
    line = add(claim, Entry(category="fee", activity_date=clock.today(), amount_pence=50_00))[0]
    assert (line.amount_pence, line.rate, line.explanation) == (
        50_00,
        None,
        "The amount you told us was agreed. It does not come from a policy.",
    )
    with pytest.raises(NoRate, match="do not have a mileage rate"):
        add(claim, drive(10))


def test_sending_promises_a_day_tells_the_person_and_keeps_it_in_view(draft, trust, rosa):
    add(draft, train())
    sent = writing.send(draft, by=rosa.account)
    promised = Promise.objects.get(kind="claims.pay")
    assert (sent.status, sent.pay_by) == ("sent", clock.today() + dt.timedelta(days=14))
    assert (promised.person, promised.side, promised.due_at) == (
        rosa,
        "organisation",
        clock.end_of_day(sent.pay_by),
    )
    message = Notification.objects.get()
    subject, body = render(message)
    assert (message.kind, message.recipient, subject) == ("claims/received", rosa, "We have your claim")
    assert trust.statement_name in body
    assert "Your costs: £8.40" in body


def test_sending_twice_is_refused_and_changes_nothing(draft, rosa):
    add(draft, train())
    writing.send(draft, by=rosa.account)
    with pytest.raises(transitions.TransitionRefused, match="sent"):
        writing.send(draft, by=rosa.account)
    assert (Promise.objects.count(), Notification.objects.count()) == (1, 1)


def test_what_is_missing_is_said_and_a_lost_receipt_is_no_wall(draft, rosa):
    with pytest.raises(transitions.TransitionRefused, match="Add what you would like to be paid for"):
        writing.send(draft, by=rosa.account)
    line = add(draft, train(no_receipt_because=""))[0]
    assert [(one.line, "Add a receipt" in one.words) for one in readiness_of(draft).missing] == [(line, True)]
    receipt = CleanFile(b"jpeg", "image/jpeg", "ticket.jpg", "not_scanned")
    first = attach_receipt(line, clean=receipt, by=rosa.account)
    assert attach_receipt(line, clean=receipt, by=rosa.account) == first
    assert readiness_of(draft).missing == []


def test_a_sent_claim_cannot_be_changed(draft, rosa):
    line = add(draft, train())[0]
    writing.send(draft, by=rosa.account)
    for change in (
        lambda: add(draft, train()),
        lambda: change_line(line, entry=train(1), by=rosa.account),
        lambda: remove_line(line, by=rosa.account),
    ):
        with pytest.raises(transitions.TransitionRefused):
            change()
    assert list(ClaimLine.objects.values_list("amount_pence", flat=True)) == [8_40]


def test_lines_are_priced_afresh_when_sent(trust, draft, rosa, approver):
    add(draft, drive(137))
    ClaimLine.objects.update(amount_pence=1)
    writing.send(draft, by=rosa.account)
    assert draft.lines.get().amount_pence == 617


def test_approval_keeps_the_promise_open_until_the_money_is_recorded_as_paid(draft, rosa, approver):
    add(draft, train())
    writing.send(draft, by=rosa.account)
    claim = deciding.approve_all(draft, by=approver)
    assert (claim.status, claim.decided_by, open_promises()) == ("approved", approver, ["claims.pay"])
    alone = Claim.objects.filter(pk=claim.pk)
    actions.mark_all_in_payment(alone, by=approver)
    assert open_promises() == ["claims.pay"]
    actions.mark_all_paid(alone, by=approver, paid_at=clock.now())
    claim = alone.get()
    assert (claim.status, claim.paid_at is not None, open_promises()) == ("paid", True, [])
    claim = actions.mark_bounced(claim, by=approver, why="Account closed")
    assert (claim.status, claim.paid_at, open_promises()) == ("bounced", None, ["claims.pay"])


def test_one_missing_receipt_never_holds_up_the_rest(draft, rosa, approver):
    lines = add(draft, train(8_40), train(3_00), train(1_00))
    writing.send(draft, by=rosa.account)
    ask = Verdict(ask=True, why="Which train was this?")
    no = Verdict(refuse=True, why="This was paid by us.")
    verdicts = {lines[0].ref: YES, lines[1].ref: ask, lines[2].ref: no}
    claim = deciding.decide_lines(draft, verdicts=verdicts, by=approver)
    apart = Claim.objects.get(split_from=claim)
    assert (claim.status, apart.status) == ("approved", "returned")
    assert [line.amount_pence for line in ClaimLine.objects.payable(claim.organisation)] == [8_40]
    assert [line.amount_pence for line in apart.lines.all()] == [3_00]
    assert "Which train was this?" in apart.question
    assert open_promises() == ["claims.answer", "claims.pay", "claims.pay"]
    assert list(Promise.objects.open().exclude(waiting_since=None).values_list("kind", "subject_id")) == [
        ("claims.pay", apart.pk)
    ]
    assert sorted(Notification.objects.values_list("kind", flat=True)) == [
        "claims/approved",
        "claims/received",
        "claims/returned",
    ]
    body = render(Notification.objects.get(kind="claims/approved"))[1]
    assert "This was paid by us." in body
    assert "We have a question about the rest" in body
    writing.send(apart, by=rosa.account)
    deciding.approve_all(apart, by=approver)
    assert ClaimLine.objects.payable(claim.organisation).count() == 2


def test_lines_set_apart_keep_the_day_the_claim_was_sent(draft, rosa, approver):
    lines = add(draft, train(), train(1))
    writing.send(draft, by=rosa.account)
    sent_at = clock.now() - dt.timedelta(days=3)
    Claim.objects.filter(pk=draft.pk).update(sent_at=sent_at)
    question = Verdict(ask=True, why="Which day?")
    claim = deciding.decide_lines(draft, verdicts={lines[0].ref: YES, lines[1].ref: question}, by=approver)
    apart = Claim.objects.get(split_from=claim)
    assert (apart.status, apart.sent_at, apart.pay_by) == ("returned", sent_at, claim.pay_by)


def test_a_question_goes_to_the_person_and_the_answer_brings_it_back(draft, rosa, approver):
    add(draft, train())
    writing.send(draft, by=rosa.account)
    claim = deciding.return_claim(draft, why="Which day was it?", by=approver)
    assert (claim.status, claim.question, open_promises()) == (
        "returned",
        "Which day was it?",
        ["claims.answer", "claims.pay"],
    )
    assert Promise.objects.get(kind="claims.pay").is_waiting
    again = writing.send(claim, by=rosa.account)
    assert (again.status, again.question, open_promises()) == ("sent", "", ["claims.pay"])
    assert Notification.objects.filter(kind="claims/received").count() == 2


def test_refusing_needs_a_reason_and_ends_the_promise(draft, rosa, approver):
    add(draft, train())
    writing.send(draft, by=rosa.account)
    with pytest.raises(transitions.TransitionRefused, match="reason"):
        deciding.refuse_claim(draft, why=" ", by=approver)
    claim = deciding.refuse_claim(draft, why="We paid this in March.", by=approver)
    assert (claim.status, open_promises()) == ("refused", [])
    assert "We paid this in March." in render(Notification.objects.get(kind="claims/refused"))[1]


def test_every_line_needs_a_verdict(draft, rosa, approver):
    lines = add(draft, train(), train(1))
    writing.send(draft, by=rosa.account)
    with pytest.raises(transitions.TransitionRefused, match="every line"):
        deciding.decide_lines(draft, verdicts={lines[0].ref: YES}, by=approver)
    assert set(ClaimLine.objects.values_list("status", flat=True)) == {"pending"}


def test_the_second_approver_learns_that_somebody_was_first(draft, rosa, trust, approver):
    add(draft, train())
    writing.send(draft, by=rosa.account)
    deciding.approve_all(draft, by=approver)
    with pytest.raises(transitions.TransitionRefused, match="approved"):
        deciding.refuse_claim(draft, why="No.", by=builders.staff_user("approver", trust))


def test_a_claim_typed_by_staff_waits_for_the_person_to_check_it(trust, rosa, approver):
    typist = builders.staff_user("ppi_manager", trust)
    claim = start_claim(person=rosa, organisation=trust, about="Panel", by=typist)
    assert (claim.typed_by, open_promises()) == (typist, ["claims.send"])
    add_line(claim, entry=train(), by=typist)
    writing.send(claim, by=rosa.account)
    assert open_promises() == ["claims.pay"]


def test_taking_a_claim_back_releases_every_promise(draft, rosa):
    add(draft, train())
    writing.send(draft, by=rosa.account)
    writing.withdraw(draft, by=rosa.account)
    assert open_promises() == []


def test_the_promise_is_owed_by_the_named_contact_of_the_project(trust, rosa):
    project = builders.project(trust)
    claim = start_claim(person=rosa, organisation=trust, project=project, by=rosa.account)
    add(claim, train())
    writing.send(claim, by=rosa.account)
    assert Promise.objects.get(kind="claims.pay").owner == project.lead


def test_costing_hears_what_was_claimed_approved_and_paid(trust, rosa):
    project = builders.project(trust)
    builders.sent_claim(rosa, trust, 1_00, project=project)
    builders.approved_claim(rosa, trust, 2_00, project=project)
    builders.approved_claim(rosa, trust, 4_00, project=project, status="paid", paid_at=clock.now())
    builders.claim_line(builders.claim(rosa, trust, project=project), 99_00)
    costs = Spend(claimed=7_00, approved=6_00, paid=4_00)
    together = Spend(claimed=7_00, approved=6_00, paid=4_00, parts=(("Expenses", costs),))
    assert spend_of_projects([project.pk]) == {project.pk: together}
