"""What we paid somebody: one set of figures on page, mail, bank file, ledger, PDF and Word; for whom it is."""

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.documents.description import Facts, Table
from coproduce.foundation.documents.pdf import to_pdf
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from expenses.claims.models import ClaimLine
from expenses.payees.models import PayPreference
from expenses.payments.files.queries import content
from expenses.payments.ledger.queries import balances
from expenses.payments.remittance.queries import LOADED, as_document
from expenses.payments.results.actions import record_bounced
from expenses.payments.runs import actions
from expenses.payments.runs.models import Payment
from tests import builders
from tests.expenses.payments.made import Finance
from tests.foundation.read_back import pdf_text, word_text

pytestmark = pytest.mark.django_db
NAMES = ["payment", "payment_pdf", "payment_word"]


def staff(user):
    return builders.sign_in(Client(), user)


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def paid(**pence):
    finance = Finance()
    person = finance.payee("Ann Lee", number="00012345")
    claim = finance.claim(person, **(pence or {"fee": 123_450, "expense": 640, "allowance": 500}))
    ClaimLine.objects.filter(claim=claim, kind="fee").update(
        explanation="Meeting: 2 hours at £12.00 an hour."
    )
    run = finance.run("recorded")
    return finance, claim, run


def amounts(text):
    return set(re.findall(r"£[\d,]+\.\d\d", text))


def test_page_mail_file_ledger_pdf_and_word_say_the_same_to_the_penny():
    finance, claim, run = paid()
    payment = run.payments.get()
    client = staff(claim.person.account)
    said = {"£1,234.50", "£6.40", "£5.00", "£1,245.90"}
    page = words(client.get(reverse("my_payments:detail", args=[claim.ref])))
    mail = render(Notification.objects.get(kind="payments/paid"))[1]
    pdf = pdf_text(client.get(reverse("my_payments:pdf", args=[claim.ref, 1])).content)
    word = word_text(client.get(reverse("my_payments:word", args=[claim.ref, 1])).content)
    by_finance = words(staff(finance.maker).get(reverse("payments:payment", args=[run.ref, claim.ref])))
    hourly = {"£12.00"}  # in the sentence that explains the fee
    found = [amounts(page), amounts(mail), amounts(pdf), amounts(word), amounts(by_finance)]
    assert found == [said, said, said | hourly, said | hourly, said | hourly]
    rows = list(csv.reader(io.StringIO(content(run.bank_file).decode())))
    assert [row[3] for row in rows[1:]] == ["1245.90"]
    says = balances(run=run)
    assert [says[name] for name in ("fees", "expenses", "allowances", "bank")] == [
        123450,
        640,
        500,
        -124590,
    ]
    assert payment.amount_pence == 124_590


def test_it_says_what_for_how_and_where_to_ask():
    _finance, claim, run = paid()
    payment = run.payments.get()
    document = as_document(payment, for_payee=True)
    facts = dict(next(part for part in document.parts if isinstance(part, Facts)).rows)
    assert facts == {
        "To": "Ann Lee",
        "Claim": f"Claim, {claim.ref}",
        "How we paid": payment.get_method_display(),
        "On your bank statement it shows as": "NORTH TRUST",
        "Reference": f"CLAIM {claim.ref.upper()}",
        "Account": "ending " + payment.bank_details.tail,
    }
    parts, lines = (part for part in document.parts if isinstance(part, Table))
    assert parts.rows == (
        ("Payment for your time", "£1,234.50"),
        ("Your costs", "£6.40"),
        ("Allowances", "£5.00"),
        ("Total", "£1,245.90"),
    )
    assert ("Meeting: 2 hours at £12.00 an hour.", "£1,234.50") in [row[1:] for row in lines.rows]
    text = pdf_text(to_pdf(document))
    assert f"/my/payments/{claim.ref}/" in text
    assert "0117 496 0123" in text


def test_a_payment_that_came_back_and_the_one_after_it_are_two_documents():
    finance, claim, run = paid(fee=7500)
    record_bounced(run.payments.get(), why="Account closed", by=finance.maker)
    finance.run("recorded")
    client = staff(claim.person.account)
    first, second = (
        pdf_text(client.get(reverse("my_payments:pdf", args=[claim.ref, number])).content)
        for number in (1, 2)
    )
    assert "but it came back to us. We will pay again." in first
    assert "came back" not in second
    assert "Account closed" not in first + second
    assert client.get(reverse("my_payments:pdf", args=[claim.ref, 3])).status_code == 404
    assert client.get(reverse("my_payments:pdf", args=[claim.ref, 0])).status_code == 404
    page = client.get(reverse("my_payments:detail", args=[claim.ref])).content.decode()
    assert page.index(reverse("my_payments:pdf", args=[claim.ref, 2])) < page.index(
        reverse("my_payments:pdf", args=[claim.ref, 1])
    )


def test_what_is_not_paid_yet_has_no_document():
    finance = Finance()
    claim = finance.claim(finance.payee())
    run = finance.run("exported")
    client = staff(claim.person.account)
    assert client.get(reverse("my_payments:pdf", args=[claim.ref, 1])).status_code == 404
    finance = staff(finance.maker)
    assert [
        finance.get(reverse(f"payments:{name}", args=[run.ref, claim.ref])).status_code for name in NAMES
    ] == [404] * 3


def test_strangers_get_404_and_colleagues_403():
    finance, claim, run = paid()
    other = Finance()
    mine = [reverse(f"my_payments:{name}", args=[claim.ref, 1]) for name in ("pdf", "word")]
    theirs = [reverse(f"payments:{name}", args=[run.ref, claim.ref]) for name in NAMES]

    def codes(user, addresses):
        client = staff(user)
        return {client.get(address).status_code for address in addresses}

    assert codes(claim.person.account, mine) == {200}
    assert codes(finance.maker, theirs) == {200}
    assert codes(finance.payee("Else").account, mine + theirs) == {404}
    assert codes(other.maker, theirs) == {404}
    assert codes(finance.approver, theirs) == {403}
    assert codes(finance.maker, mine) == {404}
    assert Client().get(mine[0]).status_code == 302


def test_account_numbers_stand_in_no_document_and_their_end_in_the_payees_alone():
    finance, claim, run = paid()
    tail = run.payments.get().bank_details.tail
    client, finance = staff(claim.person.account), staff(finance.maker)
    own = pdf_text(client.get(reverse("my_payments:pdf", args=[claim.ref, 1])).content)
    word = word_text(client.get(reverse("my_payments:word", args=[claim.ref, 1])).content)
    others = [finance.get(reverse(f"payments:{name}", args=[run.ref, claim.ref])).content for name in NAMES]
    others = " ".join([others[0].decode(), pdf_text(others[1]), word_text(others[2])])
    assert f"ending {tail}" in own
    assert f"ending {tail}" in word
    assert [number in own + word + others for number in ("00012345", "010203")] == [False, False]
    assert f"ending {tail}" not in others


def test_hostile_words_in_a_claim_are_printed_as_typed():
    finance = Finance()
    person = finance.payee('#read("/etc/passwd") *Ann* $x$')
    claim = finance.claim(person)
    claim.about = "= @ref \\ <script>alert(1)</script>"
    claim.save()
    finance.run("recorded")
    text = pdf_text(staff(person.account).get(reverse("my_payments:pdf", args=[claim.ref, 1])).content)
    assert '#read("/etc/passwd") *Ann* $x$' in text
    assert "= @ref \\ <script>alert(1)</script>" in text


def test_a_cheque_names_no_account():
    finance = Finance()
    person = builders.contributor_user(finance.organisation, name="Cora").person
    PayPreference.objects.create(person=person, route="cheque")
    claim = finance.claim(person)
    run = actions.make_run(organisation=finance.organisation, by=finance.maker, method="hand")
    actions.lock_run(run, by=finance.maker)
    actions.release_run(run, by=finance.releaser)
    actions.export_run(run, by=finance.maker)
    actions.record_paid(run, paid_on=clock.today(), by=finance.maker)
    payment = Payment.objects.select_related("run__organisation", "claim").get()
    facts = dict(
        next(part for part in as_document(payment, for_payee=True).parts if isinstance(part, Facts)).rows
    )
    assert facts == {
        "To": "Cora",
        "Claim": f"Claim, {claim.ref}",
        "How we paid": payment.get_method_display(),
    }


def test_it_asks_as_often_for_thirty_lines_as_for_three(django_assert_num_queries):
    finance = Finance()
    few, many = finance.claim(finance.payee()), finance.claim(finance.payee())
    for _ in range(30):
        again = many.lines.first()
        again.pk, again.ref = None, ClaimLine._meta.get_field("ref").get_default()
        again.save()
    finance.run("recorded")
    for claim in (few, many):
        payment = Payment.objects.select_related(*LOADED).get(claim=claim)
        with django_assert_num_queries(3):
            as_document(payment, for_payee=True)
