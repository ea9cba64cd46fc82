"""The life of a claim's payment through the actions."""

import base64
import csv
import hashlib
import io

import pytest

from coproduce.foundation import clock
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.models import Claim
from expenses.payments.files.queries import NotTheSame, content
from expenses.payments.ledger.queries import balances
from expenses.payments.questions import actions as questions
from expenses.payments.results.actions import record_bounced
from expenses.payments.runs import actions, notifications
from expenses.payments.runs.models import LeftOut, Payment, PaymentLine, PaymentRun
from expenses.payments.states import Reason, Result, RunState
from tests.expenses.payments.made import Finance, give_details
from tests.keys import again

NO_ADVANCES = {"cash": 0, "advances": 0, "let_go": 0}
pytestmark = pytest.mark.django_db


def status_of(claim):
    return Claim.objects.get(pk=claim.pk).status


def owed(claim):
    return sorted(Promise.objects.open().about(claim).values_list("kind", flat=True))


def test_a_claim_is_paid_end_to_end():
    finance = Finance()
    person = finance.payee("Siân Ó Súilleabháin-Đặng", sort_code="010203", number="00012345")
    claim = finance.claim(person, fee=7500, expense=640, allowance=500)

    run = actions.make_run(organisation=finance.organisation, by=finance.maker)
    assert (run.number, run.payment_count, run.total_pence) == (1, 1, 8640)
    assert status_of(claim) == "in_payment"
    assert balances(organisation=finance.organisation)["owed"] == 0

    actions.lock_run(run, by=finance.maker)
    assert balances(organisation=finance.organisation) == {
        "fees": 7500, "expenses": 640, "allowances": 500, "owed": -8640, "bank": 0, "bounced": 0,
    } | NO_ADVANCES  # fmt: skip
    actions.release_run(run, by=finance.releaser)
    file = actions.export_run(run, by=finance.releaser)
    assert content(file).decode() == (
        "Sort code,Account number,Account name,Amount,Reference\r\n"
        f"010203,00012345,SIAN O SUILLEABHAI,86.40,CLAIM {claim.ref.upper()}\r\n"
    )
    assert owed(claim) == ["claims.pay"]  # a file is not a payment

    actions.record_paid(run, paid_on=clock.today(), by=finance.maker)
    assert status_of(claim) == "paid"
    assert owed(claim) == []
    assert balances(organisation=finance.organisation) == {
        "fees": 7500, "expenses": 640, "allowances": 500, "owed": 0, "bank": -8640, "bounced": 0,
    } | NO_ADVANCES  # fmt: skip
    payment = Payment.objects.get()
    assert (payment.result, payment.live, payment.results.get().result) == ("paid", True, "paid")
    assert [entry.verb for entry in entries_about(run)] == ["record", "export", "release", "lock", "made"]
    assert [entry.verb for entry in entries_about(claim)] == ["pay", "put in payment"]


def test_page_mail_file_and_ledger_say_the_same():
    finance = Finance()
    claims = [
        finance.claim(finance.payee(), fee=7500, expense=641),
        finance.claim(finance.payee(), expense=1999),
    ]
    run = finance.run("recorded")
    file = csv.DictReader(io.StringIO(content(run.bank_file).decode()))
    in_file = sum(int(row["Amount"].replace(".", "")) for row in file)
    mails = {
        message.subject_id: rendering.render(message)
        for message in Notification.objects.filter(kind="payments/paid")
    }
    in_mail = [notifications.split(payment) for payment in Payment.objects.order_by("pk")]
    assert in_mail == [
        {"fee": 7500, "expense": 641, "allowance": 0},
        {"fee": 0, "expense": 1999, "allowance": 0},
    ]
    assert run.total_pence == 10_140 == in_file == run.bank_file.total_pence
    assert run.total_pence == -balances(run=run)["bank"] == sum(sum(parts.values()) for parts in in_mail)
    subject, body = mails[Payment.objects.get(claim=claims[0]).pk]
    assert [line for line in body.splitlines() if "£" in line] == [
        "Payment for your time: £75.00", "Your costs: £6.41", "Total: £81.41",
    ]  # fmt: skip
    assert "NORTH TRUST" in body
    assert claims[0].ref in body
    assert "£" not in subject


def test_a_second_download_is_the_same_to_the_byte_and_a_changed_file_is_refused():
    finance = Finance()
    finance.claim(finance.payee())
    file = finance.run("exported").bank_file
    first = content(file)
    assert content(type(file).objects.get(pk=file.pk)) == first
    assert hashlib.sha256(first).hexdigest() == file.sha256
    forged = encrypt(first.decode().replace("81.40", "91.40"), bound_to=file.bound_to())
    type(file).objects.filter(pk=file.pk).update(sealed=forged)
    with pytest.raises(NotTheSame):
        content(type(file).objects.get(pk=file.pk))


def test_files_are_sealed_again_with_a_new_key_and_stay_the_same(settings):
    finance = Finance()
    finance.claim(finance.payee())
    file = finance.run("exported").bank_file
    before = content(file)
    new = base64.b64encode(b"n" * 32).decode()
    settings.FIELD_ENCRYPTION_KEYS = f"next:{new},{settings.FIELD_ENCRYPTION_KEYS}"
    assert [again(type(file)), again(type(file))] == [1, 0]
    settings.FIELD_ENCRYPTION_KEYS = f"next:{new}"
    assert content(type(file).objects.get(pk=file.pk)) == before


def test_who_cannot_be_paid_is_left_out_with_the_reason():
    finance = Finance()
    no_details = finance.claim(finance_person(finance))
    changed = finance.payee("Changed Charlie")
    give_details(changed.account, "Changed Charlie", "010203", "87654321")
    resting = finance.claim(changed)
    by_cheque = finance.claim(prefers(finance.payee(), route="cheque"))
    talks = finance.claim(prefers(finance.payee(), talk_first=True))
    paid = finance.claim(prefers(finance.payee(), route="none"), expense=400)  # no fee, but the bus fare

    run = finance.run()
    assert set(LeftOut.objects.filter(run=run).values_list("claim", "reason")) == {
        (no_details.pk, Reason.NO_DETAILS),
        (resting.pk, Reason.RESTING),
        (by_cheque.pk, Reason.OTHER_ROUTE),
        (talks.pk, Reason.TALK_FIRST),
    }
    assert list(run.payments.values_list("claim", flat=True)) == [paid.pk]


def test_cheques_go_in_a_run_of_their_own():
    finance = Finance()
    ada = prefers(finance.payee("=Ada"), route="cheque")
    type(ada).objects.filter(pk=ada.pk).update(address="1 Harbour Street\nBristol")
    claim = finance.claim(ada, fee=2500)
    run = actions.make_run(organisation=finance.organisation, by=finance.maker, method="hand")
    actions.lock_run(run, by=finance.maker)
    actions.release_run(run, by=finance.releaser)
    file = actions.export_run(run, by=finance.releaser)
    assert content(file).decode() == (
        "Name,How,Charity,Address,Amount,Reference\r\n"
        f'\'=Ada,By cheque in the post,,"1 Harbour Street, Bristol",25.00,CLAIM {claim.ref.upper()}\r\n'
    )
    actions.record_paid(run, paid_on=clock.today(), by=finance.maker)
    assert status_of(claim) == "paid"


def test_nothing_to_pay_makes_no_run():
    finance = Finance()
    finance.claim(finance_person(finance))
    with pytest.raises(TransitionRefused):
        finance.run()
    assert not PaymentRun.objects.exists()


def test_a_cancelled_run_gives_its_claims_back_and_the_ledger_is_even():
    finance = Finance()
    claim = finance.claim(finance.payee())
    run = finance.run("released")
    actions.cancel_run(run, why="Wrong day", by=finance.maker)
    assert status_of(claim) == "approved"
    assert set(balances(organisation=finance.organisation).values()) == {0}
    assert not PaymentLine.objects.filter(live=True).exists()
    again = finance.run("recorded")
    assert (again.number, again.status, status_of(claim)) == (2, RunState.RECORDED, "paid")


def test_details_changed_after_the_run_was_made_stop_it_by_name_until_held_back():
    finance = Finance()
    person = finance.payee("Changed Charlie")
    claim, other = finance.claim(person), finance.claim(finance.payee())
    run = finance.run("locked")
    give_details(person.account, "Changed Charlie", "010203", "87654321")
    with pytest.raises(TransitionRefused, match="Changed Charlie"):
        actions.release_run(run, by=finance.releaser)
    held = actions.hold_payments(
        run.payments.filter(claim=claim), run, why="New bank details", by=finance.maker
    )
    assert (held.payment_count, held.total_pence, status_of(claim)) == (1, 8140, "approved")
    actions.release_run(run, by=finance.releaser)
    assert content(actions.export_run(run, by=finance.releaser)).count(b"\r\n") == 2
    assert status_of(other) == "in_payment"
    with pytest.raises(TransitionRefused):
        actions.hold_payments(run.payments.all(), run, why="Too late", by=finance.maker)


def test_a_payment_that_came_back_is_paid_again_and_cost_once():
    finance = Finance()
    person = finance.payee()
    claim = finance.claim(person, fee=7500)
    payment = finance.run("recorded").payments.get()
    record_bounced(payment, why="Account closed", by=finance.maker)
    assert status_of(claim) == "bounced"
    assert owed(claim) == ["claims.pay", "payments.mend"]
    assert balances(organisation=finance.organisation) == {
        "fees": 7500, "expenses": 0, "allowances": 0, "owed": 0, "bank": 0, "bounced": -7500,
    } | NO_ADVANCES  # fmt: skip
    kinds = Notification.objects.filter(recipient=person).values_list("kind", flat=True)
    assert sorted(kinds) == ["payments/bounced", "payments/paid"]

    finance.run("recorded")
    assert status_of(claim) == "paid"
    assert owed(claim) == []
    assert balances(organisation=finance.organisation) == {
        "fees": 7500, "expenses": 0, "allowances": 0, "owed": 0, "bank": -7500, "bounced": 0,
    } | NO_ADVANCES  # fmt: skip
    assert list(Payment.objects.order_by("pk").values_list("result", "live", "again")) == [
        (Result.BOUNCED, False, False), (Result.PAID, True, True),
    ]  # fmt: skip
    with pytest.raises(TransitionRefused):
        record_bounced(payment, why="Twice", by=finance.maker)


def test_the_payee_says_not_yet_and_gets_an_answer():
    finance = Finance()
    person = finance.payee()
    claim = finance.claim(person)
    payment = finance.run("recorded").payments.get()
    said = questions.confirm(payment, answer="not_yet", by=person.account)
    assert owed(claim) == ["payments.answer"]
    assert Promise.objects.open().get().owner == finance.maker.person
    questions.answer(said, words="The bank was slow. It came today.", by=finance.maker)
    assert owed(claim) == []
    message = Notification.objects.get(kind="payments/answered")
    assert "The bank was slow. It came today." in rendering.render(message)[1]
    with pytest.raises(TransitionRefused):
        questions.answer(said, words="Again", by=finance.releaser)
    questions.confirm(payment, answer="came", by=person.account)
    assert [one.answer for one in payment.confirmations.all()] == ["not_yet", "came"]


def test_a_wrong_amount_needs_words_and_nothing_is_confirmed_before_it_is_paid():
    finance = Finance()
    person = finance.payee()
    finance.claim(person)
    run = finance.run("exported")
    with pytest.raises(TransitionRefused):
        questions.confirm(run.payments.get(), answer="came", by=person.account)
    actions.record_paid(run, paid_on=clock.today(), by=finance.maker)
    with pytest.raises(TransitionRefused):
        questions.confirm(run.payments.get(), answer="wrong", by=person.account)


def finance_person(finance):
    from tests import builders

    return builders.contributor_user(finance.organisation).person


def prefers(person, **choice):
    from expenses.payees.actions import choose_route

    choose_route(person, **{"route": "bank", **choice}, by=person.account)
    return person
