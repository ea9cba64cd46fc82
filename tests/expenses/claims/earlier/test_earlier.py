"""Payments from earlier records: they count in what somebody was paid, and in nothing that is owed or moved."""

import datetime as dt

import pytest
import time_machine
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contributors.people.importing.actions import working
from contributors.people.importing.queries import offered_to
from contributors.people.importing.states import Outcome
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from expenses.claims.earlier.models import EarlierPayment
from expenses.claims.earlier.queries import earlier_years
from expenses.claims.fees.queries import earnings_of
from expenses.claims.marks.queries import words_of_marks
from expenses.claims.models import Claim
from expenses.claims.states import ClaimState
from expenses.payments.ledger.models import JournalEntry
from expenses.payments.remittance.queries import Paid, TaxYear, tax_years_of
from expenses.payments.runs.models import Payment, PaymentRun
from tests import builders
from tests.contributors.people.importing.files import adds_up, csv_of, outcomes, problems, read, taken_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]
HEAD = ["Name", "Email", "Paid on", "Type", "Amount", "What for"]
ANN = ["Ann Able", "ann@example.com", "3 April 2025", "Fee", "£75.00", "Steering group"]


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def ann(trust):
    return builders.person("Ann Able", email="ann@example.com", organisation=trust)


@pytest.fixture
def bring(trust, manager):
    def brought(*rows, head=HEAD, send=True):
        imported = read(csv_of(*rows, head=head), trust, manager, kind="payments")
        return working.send_in(imported, by=manager) if send else imported

    return brought


def test_it_counts_in_the_tax_year_and_nothing_is_owed_or_moved(ann, trust, bring):
    costs = [*ANN[:2], "6 April 2025", "expense", "6.40", ""]
    done = bring(ANN, costs)
    assert adds_up(done)
    assert tax_years_of(ann) == [
        TaxYear(dt.date(2025, 4, 6), [Paid("North Trust", expense=6_40, before=6_40)]),
        TaxYear(dt.date(2024, 4, 6), [Paid("North Trust", fee=75_00, before=75_00)]),
    ]
    assert [one["fee"] for one in earlier_years(ann, [trust.pk])] == [0, 75_00]
    for model in (Claim, Payment, PaymentRun, JournalEntry, Promise, Notification):
        assert not model._default_manager.exists(), model


def test_nothing_can_ever_pay_it():
    """It leads to no claim, run or bank details, and none of them leads to it."""
    links = {field.related_model._meta.app_label for field in EarlierPayment._meta.get_fields()
             if isinstance(field, models.ForeignKey)}  # fmt: skip
    assert links == {"accounts", "people"}
    assert [one for one in EarlierPayment._meta.get_fields(include_hidden=True) if one.auto_created
            and not one.concrete] == []  # fmt: skip


def test_an_approver_hears_that_the_same_may_have_been_paid(ann, trust, bring):
    bring(ANN, [*ANN[:2], "3 April 2025", "expense", "8.40", "Bus"])
    builders.policy(trust)
    claim = builders.claim(ann, trust)
    said = "Your earlier records say that the same amount was paid on 3 April 2025."
    cases = [(dt.date(2025, 4, 1), 8_40), (dt.date(2025, 4, 4), 8_40), (dt.date(2025, 4, 1), 8_41)]
    lines = [builders.claim_line(claim, pence, activity_date=day) for day, pence in cases]
    found = words_of_marks(claim)
    assert [said in found.get(line.pk, []) for line in lines] == [True, False, False]


def test_what_was_paid_here_does_not_count_twice(ann, trust, bring):
    claim = builders.approved_claim(ann, trust, 8_40, 1_60)
    Claim.objects.filter(pk=claim.pk).update(
        status=ClaimState.PAID, paid_at=dt.datetime(2025, 4, 3, 12, tzinfo=dt.UTC)
    )
    rows = [
        [*ANN[:3], kind, pounds, ""] for kind, pounds in (("expense", "10"), ("fee", "10"), ("fee", "9.99"))
    ]
    imported = bring(*rows, send=False)
    assert outcomes(imported) == [Outcome.REFUSED, Outcome.REFUSED, Outcome.NEW]
    assert problems(imported)[0] == "E2 this payment was made here, so it counts already."


def test_a_fee_of_this_week_counts_for_what_somebody_may_earn(ann, bring):
    with time_machine.travel(dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)):
        bring(
            [*ANN[:2], "24 November 2026", "fee", "75", ""],
            [*ANN[:2], "24 November 2026", "expense", "9", ""],
        )
        assert earnings_of(ann).this_week == 75_00


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({4: "1e3"}, "E2 Enter an amount"),
        ({4: "-5"}, "E2 The amount must be more than 0"),
        ({4: "12,50"}, "E2 Use a full stop"),
        ({4: "€5"}, "E2 Enter the amount in pounds"),
        ({4: ""}, "E2 “Amount” is missing."),
        ({3: "bonus"}, "D2 this must be one of: fee, expense, allowance."),
        ({2: "46115"}, "C2 this is a number, not a day."),
        ({2: "3 April 2030"}, "C2 this day is still to come."),
    ],
)
def test_what_is_wrong_is_named_by_its_cell(ann, bring, cell, said):
    [found] = problems(bring([cell.get(place, text) for place, text in enumerate(ANN)], send=False))
    assert found.startswith(said)


def test_who_may_not_see_money_is_not_offered_it(trust, manager):
    helper = builders.staff_user("project_staff", trust)
    assert "payments" not in [one.key for one in offered_to(helper)]
    assert "payments" in [one.key for one in offered_to(manager)]


LINES = st.tuples(
    st.sampled_from(["3 April 2025", "5 April 2025", "6 April 2025", ""]),
    st.sampled_from(["fee", "Expense", "allowance", "gift"]),
    st.sampled_from(["75", "£1,234.50", "0", "6.4"]),
    st.sampled_from(["", "=1+1", "'x"]),
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, min_size=1, max_size=6), as_xlsx=st.booleans())
def test_sums_hold_a_round_trip_changes_nothing_and_an_undo_leaves_nothing(
    trust, manager, ann, bring, lines, as_xlsx
):
    done = bring(*[[*ANN[:2], *line] for line in lines], send=False)
    if Outcome.NEW in outcomes(done):
        done = working.send_in(done, by=manager)
        assert adds_up(done)
        held = EarlierPayment.objects.all()
        assert done.created == held.count()
        total = sum(
            paid.fee + paid.expense + paid.allowance for year in tax_years_of(ann) for paid in year.paid
        )
        assert total == sum(held.values_list("amount_pence", flat=True))
        again = read(taken_out("payments", trust, manager, as_xlsx=as_xlsx), trust, manager, kind="payments")
        assert problems(again) == []
        assert set(outcomes(again)) == {Outcome.SAME}
        assert working.ask_undo(done, by=manager).kept_back == 0
    assert not EarlierPayment.objects.exists()
    assert tax_years_of(ann) == []
