"""What was approved, run or entered stays so when the code is passed by: raw SQL, on both engines."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from expenses.claims.models import Claim, ClaimLine
from expenses.payments.ledger.models import JournalEntry, JournalLine
from expenses.payments.runs.models import PaymentLine
from tests import builders
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db


def refused(sql: str, *values) -> str:
    with pytest.raises(DatabaseError) as why, transaction.atomic():
        run_to_the_end(sql, values)
    return str(why.value)


def run_to_the_end(sql: str, values: tuple) -> None:
    """Run a statement, and what a commit would ask."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def finance():
    finance = Finance()
    finance.claim(finance.payee())
    return finance


@pytest.mark.parametrize(
    "change",
    [
        "amount_pence = amount_pence + 1",
        "activity_date = '2020-01-01'",
        "kind = 'allowance', category = 'home_meeting'",
        "status = 'pending', decided_by_id = NULL, decided_at = NULL",
        "decided_at = '2020-01-01'",
    ],
)
def test_an_approved_line_stays_before_its_run(finance, change):
    assert "claim_line_approved_stays" in refused(f"UPDATE claims_claimline SET {change}")  # noqa: S608


def test_an_approved_expense_is_not_lowered_and_no_line_moves_to_somebody_else(finance):
    other = finance.claim(finance.payee())
    line = ClaimLine.objects.exclude(claim=other).filter(kind="expense").get()
    for change in ("amount_pence = 1", f"claim_id = {other.pk}"):
        said = refused(f"UPDATE claims_claimline SET {change} WHERE id = %s", line.pk)  # noqa: S608
        assert "claim_line_approved_stays" in said


def test_an_approved_line_is_not_deleted(finance):
    assert "claim_line_approved_is_kept" in refused("DELETE FROM claims_claimline")


@pytest.mark.parametrize(
    ("state", "status"),
    [("locked", "draft"), ("released", "draft"), ("exported", "released"), ("recorded", "exported")],
)
def test_a_run_does_not_go_back(finance, state, status):
    finance.run(state)
    said = refused("UPDATE payments_paymentrun SET status = %s", status)
    assert "run_moves_forward" in said


def test_what_was_paid_is_not_unpaid(finance):
    finance.run("recorded")
    for result in ("none", "held"):
        said = refused("UPDATE payments_payment SET result = %s", result)
        assert "payment_result_moves_forward" in said or "payment_live_fits" in said


@pytest.mark.postgres
def test_lines_are_not_let_go_without_their_payment(finance):
    finance.run("recorded")
    assert "payment_line_lives_with" in refused("UPDATE payments_paymentline SET live = false")
    assert PaymentLine.objects.filter(live=True).exists()


def test_a_contributor_decides_on_no_claim(finance):
    somebody = builders.contributor_user(finance.organisation)
    claim = builders.sent_claim(finance.payee(), finance.organisation)
    said = refused(
        "UPDATE claims_claim SET status = 'approved', decided_by_id = %s, decided_at = sent_at WHERE id = %s",
        somebody.pk,
        claim.pk,
    )
    assert "claim_decided_by_staff" in said
    assert Claim.objects.get(pk=claim.pk).status == "sent"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_no_balanced_pair_is_added_to_an_entry_of_before(finance):
    finance.run("recorded")
    entry = JournalEntry.objects.earliest("id")
    with pytest.raises(IntegrityError, match="journal_line_comes_with_its_entry"), transaction.atomic():
        JournalLine.objects.bulk_create(
            JournalLine(entry=entry, account=account, amount_pence=pence)
            for account, pence in (("owed", 5), ("bank", -5))
        )
