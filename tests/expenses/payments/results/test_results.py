"""A results file: read, looked at, recorded line by line in one transaction, once."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.models import Claim
from expenses.payments.ledger.models import JournalEntry
from expenses.payments.ledger.queries import balances, trial_balance
from expenses.payments.results import actions, reading
from expenses.payments.results.actions import record_bounced
from expenses.payments.results.models import BankReport, ReadingRules, ReportLine
from expenses.payments.results.queries import reading_rules_of
from expenses.payments.runs.models import Payment, PaymentRun
from tests import builders
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db


def staff(user):
    return builders.sign_in(Client(), user)


def words(response):
    return " ".join(response.content.decode().split())


def csv_of(*rows, heading="Reference,Amount,Status,Date,Reason"):
    return "\r\n".join([heading, *rows, ""]).encode()


def line(payment, status="paid", *, pence=None, day=None, reason=""):
    pence = payment.amount_pence if pence is None else pence
    return f"{payment.reference},{pence / 100:.2f},{status},{day or clock.today():%d/%m/%Y},{reason}"


def keep(finance, content, kind="results"):
    rules = reading_rules_of(finance.organisation, kind)
    if kind == "results":
        rules.why = "Reason"
    found = reading.read(content, "results.csv", rules)
    return actions.keep(found, organisation=finance.organisation, kind=kind, by=finance.maker)


def findings(report):
    return list(report.lines.order_by("number").values_list("finding", flat=True))


def exported(number=3):
    finance = Finance()
    for n in range(number):
        finance.claim(finance.payee(f"Payee {n}"), fee=1000 * (n + 1))
    run = finance.run("exported")
    return finance, run, list(run.payments.order_by("pk"))


def test_paid_and_bounced_are_recorded_line_by_line_and_everybody_hears():
    finance, _run, (ann, bo, cy) = exported()
    report = keep(finance, csv_of(line(ann), line(bo, "returned", reason="Account closed"), line(cy, "PAID")))
    assert findings(report) == ["fits"] * 3
    assert PaymentRun.objects.get().status == "exported"  # nothing is recorded by reading
    actions.record(report, by=finance.maker)
    assert PaymentRun.objects.get().status == "recorded"
    assert list(Payment.objects.order_by("pk").values_list("result", flat=True)) == [
        "paid",
        "bounced",
        "paid",
    ]
    assert balances(organisation=finance.organisation) == {
        "fees": 6000, "expenses": 0, "allowances": 0, "owed": 0, "bank": -4000, "bounced": -2000,
        "cash": 0, "advances": 0, "let_go": 0,
    }  # fmt: skip
    assert findings(report) == ["done"] * 3
    assert Claim.objects.get(pk=bo.claim_id).status == "bounced"
    mend = Promise.objects.open().get(kind="payments.mend")  # a named person's task, this very day
    assert (mend.owner, mend.subject_id) == (finance.maker.person, bo.claim_id)
    told = Notification.objects.filter(kind="payments/bounced").values_list("recipient", flat=True)
    assert list(told) == [bo.person_id]
    assert bo.results.get(result="bounced").why == "Account closed"
    assert [entry.verb for entry in entries_about(report)] == ["record", "file from the bank read"]


def test_what_differs_is_shown_and_left_alone():
    finance, _run, (ann, bo, cy) = exported()
    tomorrow = clock.today() + dt.timedelta(days=1)
    report = keep(
        finance,
        csv_of(
            line(ann), line(ann), line(bo, pence=1), line(cy, "perhaps"), line(cy, day=tomorrow),
            f"CLAIM 2222222222,1.00,paid,{clock.today()},",
        ),
    )  # fmt: skip
    assert findings(report) == ["fits", "twice", "amount", "unclear", "unclear", "unknown"]
    with pytest.raises(TransitionRefused, match="Payee 1, Payee 2"):
        actions.record(report, by=finance.maker)
    assert PaymentRun.objects.get().status == "exported"
    assert findings(report)[0] == "fits"
    assert not JournalEntry.objects.filter(kind="paid").exists()


def test_a_file_of_returns_alone_says_that_all_others_were_paid():
    finance, _run, (_ann, bo, _cy) = exported()
    report = keep(finance, csv_of(line(bo, "rejected")))
    actions.record(report, rest_paid=True, by=finance.maker)
    assert list(Payment.objects.order_by("pk").values_list("result", flat=True)) == [
        "paid",
        "bounced",
        "paid",
    ]
    assert bo.results.get(result="bounced").why == "The bank gave no reason."


def test_the_same_file_twice_changes_nothing_and_says_so():
    finance, _run, payments = exported(2)
    content = csv_of(*map(line, payments))
    first = keep(finance, content)
    actions.record(first, by=finance.maker)
    before = list(Payment.objects.values()), JournalEntry.objects.count()
    with pytest.raises(actions.SeenBefore) as seen:
        keep(finance, content)
    assert seen.value.report == first
    with pytest.raises(TransitionRefused, match="nothing new"):
        actions.record(first, by=finance.maker)
    other = keep(finance, content + b"\r\n")  # the same lines, other bytes
    assert findings(other) == ["known", "known"]
    actions.record(other, by=finance.maker)
    assert (list(Payment.objects.values()), JournalEntry.objects.count()) == before


def test_what_changed_in_between_is_looked_at_again_first():
    finance, _run, (ann, bo) = exported(2)
    report = keep(finance, csv_of(line(ann), line(bo)))
    actions.record(keep(finance, csv_of(line(ann), line(bo), " , , , ,")), by=finance.maker)
    record_bounced(ann, why="Closed", by=finance.maker)
    with pytest.raises(actions.Changed):
        actions.record(report, by=finance.maker)
    assert actions.match_again(report, by=finance.maker) == 2
    assert findings(report) == ["state", "known"]


def test_a_later_return_of_a_paid_payment_is_one_more_line():
    finance, _run, (ann,) = exported(1)
    actions.record(keep(finance, csv_of(line(ann))), by=finance.maker)
    actions.record(keep(finance, csv_of(line(ann, "returned"))), by=finance.maker)
    assert Payment.objects.get().result == "bounced"
    assert trial_balance() == 0


def test_a_file_read_wrongly_is_put_aside_and_read_again():
    finance, _run, payments = exported(1)
    content = csv_of(line(payments[0], "erledigt"))
    report = keep(finance, content)
    assert findings(report) == ["unclear"]
    actions.put_aside(report, why="Wrong words", by=finance.maker)
    actions.set_rules(
        organisation=finance.organisation, kind="results", by=finance.maker, paid_words="erledigt, paid"
    )
    assert findings(keep(finance, content)) == ["fits"]
    assert not ReportLine.objects.different().exists()


def test_a_difference_is_open_until_somebody_explains_it():
    finance, _run, (ann,) = exported(1)
    report = keep(finance, csv_of(line(ann, pence=5)))
    client = staff(finance.maker)
    assert "a different amount" in words(client.get(reverse("payments:differences")))
    address = reverse("payments:report_line", args=[report.ref, 2])
    assert "<title>Error:" in client.post(address, {"why": ""}).content.decode()
    client.post(address, {"why": "A test of the bank."})
    assert "There are no differences." in words(client.get(reverse("payments:differences")))
    assert "A test of the bank." in words(client.get(reverse("payments:report", args=[report.ref])))
    with pytest.raises(TransitionRefused):
        actions.explain(report.lines.get(), why="Again", by=finance.maker)


def test_on_pages_from_file_to_paid(settings):
    finance, _run, (ann, bo) = exported(2)
    client = staff(finance.maker)
    sent = SimpleUploadedFile("out.csv", csv_of(line(ann), line(bo, "bounced")), "text/csv")
    page = client.post(reverse("payments:report_upload", args=["results"]), {"file": sent}, follow=True)
    report = BankReport.objects.get()
    assert "Payee 0, £10.00, not paid yet" in words(page)
    asked = words(client.get(reverse("payments:report_record", args=[report.ref])))
    assert "1: £10.00" in asked
    assert "1: £20.00" in asked
    page = client.post(reverse("payments:report_record", args=[report.ref]), follow=True)
    assert "Recorded." in words(page)
    assert PaymentRun.objects.get().status == "recorded"
    sent.seek(0)
    page = client.post(reverse("payments:report_upload", args=["results"]), {"file": sent}, follow=True)
    assert "This file has been read before. Nothing was changed." in words(page)
    assert BankReport.objects.count() == 1


GOOD = "CLAIM 2222222222,1.00,paid,1/5/2026,"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "no lines"),
        (csv_of(), "no lines"),
        (csv_of(GOOD, heading="Reference,Amount,Status,Reason"), "no column called “Date”"),
        (csv_of(GOOD, heading="Reference,Amount,Status,Date,date"), "two columns called “Date”"),
        (csv_of("=HYPERLINK(1),1.00,paid,1/5/2026,"), "starts like a formula"),
        (csv_of("＝1+1,1.00,paid,1/5/2026,"), "starts like a formula"),
        (csv_of("@A1,1.00,paid,1/5/2026,"), "starts like a formula"),
        (csv_of("1.23E+07,1.00,paid,1/5/2026,"), "Excel has changed"),
        (csv_of("CLAIM 2222222222,ten,paid,1/5/2026,"), "Line 2:"),
        (csv_of('CLAIM 2222222222,"12,50",paid,1/5/2026,'), "Line 2:"),
        (csv_of("CLAIM 2222222222,1.00,paid,46115,"), "Line 2:"),
        (csv_of("CLAIM 2222222222,1.00,paid,13/13/2026,"), "Line 2:"),
        (b"Reference,Amount\x00" + csv_of(GOOD), "not a CSV"),
        (b"PK\x03\x04" + b"\x00" * 100, "not a CSV"),
        (csv_of(GOOD, "x" * 1_001), "Line 3 is too long"),
        (csv_of(GOOD, "," * 2_000), "Line 3 is too long"),
        (csv_of(GOOD, '"never closed'), "Line 3 is damaged"),
        (b"x" * 5_000_001, "too big"),
        (csv_of(*[GOOD] * 20_002), "more than 20,000 lines"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_file_is_refused_whole(content, fault):
    finance = Finance()
    sent = SimpleUploadedFile("evil.csv", content, "text/csv")
    page = staff(finance.maker).post(reverse("payments:report_upload", args=["results"]), {"file": sent})
    assert page.status_code == 200
    if content:
        assert fault in words(page)
    else:
        assert "The file is empty" in words(page)
    assert not BankReport.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_as_excel_and_banks_write_them(encoding, separator):
    rows = separator.join(["Reference", "Amount", "Status", "Date", "Reason"]) + "\r\n"
    rows += separator.join(
        ["Payment to Siân claim 2222222222", '"£1,000.00"', "Paid", "03/04/2026", '"no\nreason"']
    )
    found = reading.read(rows.encode(encoding), "../../x.csv", ReadingRules(kind="results", why="Reason"))
    assert found.lines == [
        reading.ReadLine(2, "CLAIM 2222222222", "paid", 100_000, dt.date(2026, 4, 3), "no reason")
    ]


def test_account_numbers_in_the_words_of_a_bank_are_not_kept():
    row = 'FP 01-02-03 31415926 MISS A,1.00,paid,1/5/2026,"To 31415926, 01 02 03"'
    found = reading.read(csv_of(row), "x.csv", ReadingRules(kind="results", why="Reason"))
    assert "31415926" not in repr(found)
    assert "5926" in found.lines[0].reference


def test_what_a_file_said_stays():
    finance, _run, (ann,) = exported(1)
    keep(finance, csv_of(line(ann)))
    for statement in ("UPDATE payments_reportline SET amount_pence = 1", "DELETE FROM payments_reportline"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_strangers_find_no_file_and_match_no_payment_of_ours():
    finance, _run, (ann,) = exported(1)
    other = Finance()
    report = keep(finance, csv_of(line(ann)))
    assert findings(keep(other, csv_of(line(ann)))) == ["unknown"]
    names = [("report", []), ("report_record", []), ("report_aside", []), ("report_line", [2])]
    addresses = [reverse(f"payments:{name}", args=[report.ref, *more]) for name, more in names]
    assert {staff(other.maker).get(address).status_code for address in addresses} == {404}
    assert {staff(finance.approver).get(address).status_code for address in addresses} == {403}
    assert {staff(ann.person.account).get(address).status_code for address in addresses} == {404}
    assert staff(finance.maker).get(reverse("payments:report_upload", args=["other"])).status_code == 404
    page = words(staff(other.maker).get(reverse("payments:differences")))
    assert "Payee 0" not in page
