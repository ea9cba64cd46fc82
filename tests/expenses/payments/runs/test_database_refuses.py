"""What the database refuses when the code is passed by: raw SQL, on both engines."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from expenses.claims.models import ClaimLine
from expenses.payments.ledger import actions as ledger
from expenses.payments.ledger.actions import DoesNotBalance
from expenses.payments.ledger.queries import trial_balance
from expenses.payments.ledger.states import Account, EntryKind
from expenses.payments.questions import actions as questions
from expenses.payments.runs.models import Payment, PaymentLine
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db


def sql(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def finance():
    finance = Finance()
    person = finance.payee()
    finance.claim(person)
    finance.claim(builders_person(finance))
    payment = finance.run("recorded").payments.get()
    said = questions.confirm(payment, answer="not_yet", by=person.account)
    questions.answer(said, words="It is on its way.", by=finance.maker)
    return finance


def builders_person(finance):
    from tests import builders

    return builders.contributor_user(finance.organisation).person


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("payments_journalentry", "kind = 'paid'"),
        ("payments_journalline", "amount_pence = 1"),
        ("payments_leftout", "reason = 'talk_first'"),
        ("payments_paymentresult", "why = 'Another reason'"),
        ("payments_confirmation", "words = 'x'"),
        ("payments_reply", "words = 'x'"),
        ("payments_payment", "amount_pence = 1"),
        ("payments_payment", "bank_details_id = NULL"),
        ("payments_paymentline", "amount_pence = 1"),
        ("payments_bankfile", "sha256 = 'x'"),
        ("history_historyentry", "why = 'x'"),
    ],
)
def test_what_was_written_once_is_neither_changed_nor_deleted(finance, table, change):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
        assert cursor.fetchone()[0] > 0
    with pytest.raises(DatabaseError):
        sql(f"UPDATE {table} SET {change}")  # noqa: S608
    with pytest.raises(DatabaseError):
        sql(f"DELETE FROM {table}")  # noqa: S608


def test_one_live_payment_a_claim_line(finance):
    line = PaymentLine.objects.filter(live=True).first()
    copy = {"run": line.run, "payment": line.payment, "claim_line": line.claim_line, "kind": line.kind}
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentLine.objects.create(**copy, amount_pence=line.amount_pence)
    PaymentLine.objects.create(**copy, amount_pence=line.amount_pence, live=False)


def test_the_ledger_takes_a_thing_once_and_only_in_balance(finance):
    payment = Payment.objects.get()
    post = {"organisation_id": finance.organisation.pk, "on": payment.run.paid_on, "by": finance.maker}
    with pytest.raises(DoesNotBalance):
        ledger.post(EntryKind.BOUNCED, payment, lines={Account.BANK: 2, Account.BOUNCED: -1}, **post)
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.post(EntryKind.PAID, payment, lines={Account.OWED: 1, Account.BANK: -1}, **post)
    line = ClaimLine.objects.first()
    ledger.post(EntryKind.PAID, line, lines={Account.OWED: 1, Account.BANK: -1}, **post)
    assert trial_balance() == 0


@pytest.mark.postgres
@pytest.mark.parametrize("lines", [(), (5,), (5, -4)])
def test_an_entry_that_does_not_come_to_nothing_is_refused_at_the_end_of_the_transaction(finance, lines):
    with pytest.raises(IntegrityError):
        enter_by_hand(finance.organisation.pk, lines)


def enter_by_hand(organisation_id, lines):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO payments_journalentry (organisation_id, kind, source, source_id, "on", at) '
            "VALUES (%s, 'paid', 'test', 1, now(), now()) RETURNING id",
            [organisation_id],
        )
        [entry] = cursor.fetchone()
        for pence in lines:
            cursor.execute(
                "INSERT INTO payments_journalline (entry_id, account, amount_pence) VALUES (%s, 'bank', %s)",
                [entry, pence],
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
