"""Finance closes a month: a Bacs file goes out, the bank's results and statement come back, the books agree.

Two people, two browsers. Every page is checked with axe.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import clock
from expenses.payments.runs.models import Payment, PaymentRun
from tests import builders
from tests.journeys.hands import Hand
from tests.journeys.staff_steps import each_page_once, staff_at_work, when_sent_wrongly
from tests.journeys.steps import mail_to, then_it_asks_to_mend, then_it_says

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])

ANN, BEN = "ann.lee@example.org", "ben.cole@example.org"


@pytest.fixture
def network(settings, live_server) -> Organisation:
    settings.SITE_URL = live_server.url
    made = builders.organisation("Severn Network")
    builders.policy(made)
    return made


@pytest.fixture
def sit_down(open_page, assert_accessible) -> Callable[..., Hand]:
    """Somebody opens a browser, signed in."""
    look = each_page_once(assert_accessible)
    return lambda user: staff_at_work(open_page, user, look)


def test_finance_closes_a_month(sit_down, network, tmp_path):
    approver = builders.staff_user("approver", network)
    ann, ben = (
        given_an_approved_claim(network, approver, *who)
        for who in (("Ann Lee", ANN, 12_00), ("Ben Cole", BEN, 9_80))
    )
    ruth = sit_down(builders.staff_user("finance", network, name="Ruth Owen"))
    dev = sit_down(builders.staff_user("finance", network, name="Dev Patel"))
    two_people_agree_on_bacs_files(ruth, dev)
    a_run_is_made_closed_and_released(ruth, dev)
    the_bacs_file_is_downloaded(ruth)
    the_banks_results_are_read_and_recorded(ruth, tmp_path, ann, ben)
    the_statement_is_found_to_the_penny(ruth, tmp_path)
    the_month_is_closed(ruth)


# --- Chapters ------------------------------------------------------------------------------------


def two_people_agree_on_bacs_files(ruth: Hand, dev: Hand) -> None:
    ruth.open("/payments/")
    ruth.follow("Bank files")
    then_it_says(ruth, "In use: our plain CSV.")
    ruth.follow("Bacs Standard 18")
    answers = {
        "Service user number": "65432",
        "Name of the account the money comes from": "Severn Network",
        "Sort code of that account": "00-04-04",
        "Number of that account": "44444444",
    }
    when_sent_wrongly(ruth, "Suggest it", answers, "Write the 6 digits of your service user number.")
    ruth.write("Service user number", "654321")
    ruth.press("Suggest it")
    then_it_says(ruth, "You suggested this, so someone else has to check it.", "SAMPLE PERSON")
    dev.open("/payments/files/")
    dev.follow("Bacs Standard 18, version 1")
    then_it_says(dev, "44444444", "SEVERN NETWORK")
    dev.choose("Yes")
    dev.write("How did you check?", "Compared with the bank's letter.")
    dev.press("Save the check")
    then_it_says(dev, "The check is saved.", "from the account ending 4444")


def a_run_is_made_closed_and_released(ruth: Hand, dev: Hand) -> None:
    ruth.open("/payments/new/")
    for button in ("Prepare the run", "Close this run", "Close this run"):
        ruth.press(button)
    dev.open("/payments/")
    dev.follow("Run 1")
    dev.press("Release for payment")
    dev.press("Release for payment")
    then_it_says(dev, "The run is released.")


def the_bacs_file_is_downloaded(ruth: Hand) -> None:
    ruth.page.reload()
    ruth.press("Make the file")
    ruth.press("Make the file")
    first, second = downloaded(ruth), downloaded(ruth)
    assert first == second
    lines = first.decode("ascii").split("\r\n")
    assert [line[:4] for line in lines[:4]] == ["VOL1", "HDR1", "HDR2", "UHL1"]
    assert lines[-2][:30] == "UTL100000000021800000000002180"


def the_banks_results_are_read_and_recorded(ruth: Hand, folder: Path, ann: Person, ben: Person) -> None:
    ruth.follow("Read the bank's file of results")
    ruth.press("Read the file")
    then_it_asks_to_mend(ruth, "Choose the file from the bank.")
    came = {ann.pk: "paid", ben.pk: "returned"}
    lines = [f"{one.reference},{one.amount_pence / 100:.2f},{came[one.person_id]}" for one in payments()]
    ruth.attach(
        "The file", file(folder, "results", "Reference,Amount,Status", [*lines, "CLAIM 2222222222,1.00,paid"])
    )
    ruth.press("Read the file")
    then_it_says(ruth, "We do not know this payment", "Ben Cole, £9.80, not paid yet")
    ruth.press("Record what matches")
    ruth.press("Record what matches")
    then_it_says(ruth, "Recorded. Differences stay open until someone explains them.")
    assert PaymentRun.objects.get().status == "recorded"
    assert "the payment came back to us" in mail_to(BEN)
    assert mail_to(ANN).startswith("We have paid your claim")
    ruth.follow("Explain line 4")
    ruth.write("Why?", "A payment of another department.")
    ruth.press("Save the reason")
    then_it_says(ruth, "Explained by Ruth Owen: A payment of another department.")


def the_statement_is_found_to_the_penny(ruth: Hand, folder: Path) -> None:
    ruth.open("/payments/from-the-bank/")
    ruth.press("Read a file: Bank statement")
    back = next(one.reference for one in payments() if one.result == "bounced")
    ruth.attach(
        "The file",
        file(folder, "statement", "Reference,Amount", ["RUN 1,-21.80", f"{back},9.80", "RENT,-800.00"]),
    )
    ruth.press("Read the file")
    then_it_says(ruth, "Not about our payments")
    ruth.press("Record what matches")
    ruth.press("Record what matches")
    ruth.open("/payments/from-the-bank/not-found-yet/")
    then_it_says(ruth, "Everything was found.")
    ruth.open("/payments/")
    ruth.follow("Run 1")
    then_it_says(ruth, "Everything was found on bank statements:", "Ruth Owen")


def the_month_is_closed(ruth: Hand) -> None:
    ruth.open("/payments/")
    ruth.follow("Months")
    ruth.follow(f"{clock.today():%B %Y}")
    then_it_says(
        ruth,
        "Owed to people when the month began £0.00",
        "Put in a run £21.80",
        "Paid -£21.80",
        "Came back £9.80",
        "Owed to people when the month ended £9.80",
        "All accounts in total (must be zero) £0.00",
        "Nothing. The month can be closed.",
    )
    with ruth.page.expect_download() as asked:
        ruth.page.get_by_role("link", name="Download as CSV").click()
    rows = Path(asked.value.path()).read_text("utf-8-sig").splitlines()
    assert len(rows) == 1 + 1 + 5 + 1  # heading, opening, two put in, two paid, one came back, closing


# --- What they do --------------------------------------------------------------------------------


def given_an_approved_claim(network: Organisation, approver, name: str, email: str, pence: int) -> Person:
    person = builders.contributor_user(network, name=name, email=email).person
    builders.bank_details(person)
    builders.approved_claim(person, network, pence, decided_by=approver)
    return person


def payments() -> list[Payment]:
    return list(Payment.objects.order_by("pk"))


def file(folder: Path, name: str, heading: str, lines: list[str]) -> Path:
    """A CSV as the bank would give it, every line of today."""
    made = folder / f"{name}.csv"
    dated = [f"{line},{clock.today():%d/%m/%Y}" for line in lines]
    made.write_text("\r\n".join([f"{heading},Date", *dated, ""]), newline="")
    return made


def downloaded(ruth: Hand) -> bytes:
    with ruth.page.expect_download() as asked:
        ruth.page.get_by_role("link", name="Download").click()
    return Path(asked.value.path()).read_bytes()
