"""S18: twenty account numbers, and our own, go all the way to the bank and back. On no disk are they in clear.

Read are the bytes the database keeps: its files and its write-ahead log, deleted rows included, with
sessions, caches, messages and history in them; and what was logged and shown.
"""

from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.models import Notification
from expenses.payees.actions import check_details
from expenses.payees.models import BankDetails
from expenses.payments.files import actions as files
from expenses.payments.results.models import BankReport
from tests import builders
from tests.expenses.payments.made import Finance, give_details

NUMBERS = [str(31_415_900 + 7 * number) for number in range(20)]
OURS, SORT_CODES = "27182845", ("271828", "161803")


def on_disk() -> bytes:
    """Return every byte the database has written, its write-ahead log included."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CHECKPOINT")
            data = Path(connection.settings_dict["HOST"]) / "data"
            found = [*data.glob("base/**/*"), *data.glob("pg_wal/**/*"), data.parent / "log"]
        else:
            name = Path(connection.settings_dict["NAME"])
            found = [*name.parent.glob(f"{name.name}*")]
    return b"".join(path.read_bytes() for path in found if path.is_file())


def through_finance(finance: Finance) -> list[str]:
    """Bacs file, results and a statement with the numbers in them, changed details. Returns what was shown."""
    files.check(
        files.suggest(
            organisation=finance.organisation,
            format="bacs18",
            service_user_number="654321",
            account_name="NORTH",
            account={"sort_code": SORT_CODES[1], "account_number": OURS},
            by=finance.maker,
        ),
        agreed=True,
        why="Letter of the bank",
        by=finance.releaser,
    )
    payees = [finance.payee(sort_code=SORT_CODES[0], number=number) for number in NUMBERS]
    for payee in payees:
        finance.claim(payee)
    run = finance.run("exported")
    browser = builders.sign_in(Client(), finance.maker)
    content = browser.get(reverse("payments:download", args=[run.ref])).content.decode()
    assert [number for number in [*NUMBERS, OURS, *SORT_CODES] if number not in content] == []
    payments = list(run.payments.order_by("pk"))
    shown = [read(browser, "results", payments, finance), read(browser, "statement", payments, finance)]
    give_details(payees[0].account, "Another", SORT_CODES[0], NUMBERS[1])  # somebody else's: to be checked
    waiting = BankDetails.objects.pending().get()
    check_details(waiting, agreed=False, why="They do not know this account", by=finance.releaser)
    names = ("detail", "run_ledger", "left_out")
    pages = [browser.get(reverse(f"payments:{name}", args=[run.ref])) for name in names]
    pages += [browser.get(reverse(f"payments:{name}")) for name in ("files", "differences", "not_found_yet")]
    month = [finance.organisation.ref, f"{clock.today():%Y-%m}"]
    pages += [browser.get(reverse("payments:month_file", args=[*month, "csv"]))]
    return shown + [page.content.decode() for page in pages]


def read(browser: Client, kind: str, payments: list, finance: Finance) -> str:
    """Send a file as banks write them, with the account number beside each reference; record it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    status = {"results": "paid", "statement": ""}[kind]
    sign = {"results": "", "statement": "-"}[kind]
    lines = [
        f"{number} {one.reference},{sign}{one.amount_pence / 100:.2f},{status},{clock.today()}"
        for number, one in zip(NUMBERS, payments, strict=True)
    ]
    lines.append(f"FP {OURS} {SORT_CODES[0]},{sign}1.00,{status},{clock.today()}")
    content = "\r\n".join(["Reference,Amount,Status,Date", *lines]).encode()
    sent = SimpleUploadedFile(f"{kind}.csv", content)
    page = browser.post(reverse("payments:report_upload", args=[kind]), {"file": sent}, follow=True)
    report = BankReport.objects.latest("pk")
    assert report.lines.filter(finding="fits").count() == 20
    browser.post(reverse("payments:report_record", args=[report.ref]))
    return page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_account_numbers_are_on_no_disk_in_no_log_and_on_no_page(caplog):
    finance = Finance()
    shown = through_finance(finance)
    mails = [" ".join(map(str, rendering.render(message))) for message in Notification.objects.all()]
    disk = on_disk()
    everything = "\n".join([*shown, *mails, caplog.text]).encode() + disk
    for alias in connections:
        connections[alias].close()
    secret = [*NUMBERS, OURS]  # six digits of a sort code stand in any timestamp
    assert b"Mo Maker" in disk  # what is not secret is found, so the search does search
    assert [number for number in secret if number.encode() in everything] == []
