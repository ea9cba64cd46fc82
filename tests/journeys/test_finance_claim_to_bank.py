"""A claim on its way through the organisation: an approver, finance, a second person, the bank, and back.

Everybody has a browser of their own. Every page is checked with axe, every form is first sent with a
mistake.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.uploads.files import clean_upload
from expenses.claims.deciding import actions as deciding
from expenses.claims.lines.actions import add_line, attach_receipt
from expenses.claims.models import Claim
from expenses.claims.occasions.actions import start_claim
from expenses.claims.pricing.queries import offers_on
from expenses.claims.pricing.rules import Entry
from expenses.claims.writing import actions as writing
from expenses.payments.runs.models import PaymentRun
from tests import builders
from tests.journeys.hands import Hand
from tests.journeys.staff_steps import each_page_once, staff_at_work, when_sent_wrongly, write_day
from tests.journeys.steps import (
    mail_to,
    photo_of_a_receipt,
    then_it_asks_to_mend,
    then_it_says,
    then_the_page_is,
    under,
    yesterday,
)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])

ANN, BEN = "ann.lee@example.org", "ben.cole@example.org"
TRAIN, TIME = "£9.80", "£18.00"


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


def test_a_claim_is_decided_line_by_line(sit_down, network, tmp_path):
    approver = builders.staff_user("approver", network, name="Grace Mensah")
    given_ann_claimed_a_fare_and_her_time(network, tmp_path)
    given_somebody_claimed(network, approver.person)
    grace = sit_down(approver)
    when_she_opens_the_claim_of(grace, "Ann Lee")
    then_it_says(grace, TRAIN, "Weston to Bristol", TIME, "Total £27.80")
    then_she_can_open_the_receipt(grace)
    when_she_approves_one_line_and_asks_about_the_other(grace)
    then_it_says(grace, "Saved. We have told the person.", "Approved")
    then_ann_hears_both(mail_to(ANN))
    when_she_opens_the_claim_of(grace, "Grace Mensah")
    then_she_cannot_decide(grace)


def test_two_people_pay_a_run_and_one_payment_comes_back(sit_down, network):
    ann, ben = (given_an_approved_claim(network, *who) for who in (("Ann Lee", ANN), ("Ben Cole", BEN)))
    ruth = sit_down(builders.staff_user("finance", network, name="Ruth Owen"))
    dev = sit_down(builders.staff_user("finance", network, name="Dev Patel"))
    she_makes_and_closes_a_run(ruth)
    she_cannot_release_it_but_he_can(ruth, dev)
    she_downloads_the_file_twice(ruth)
    she_records_it_as_paid(ruth)
    the_person_sees_it(sit_down(ann.account))
    one_payment_comes_back(ruth, sit_down(ben.account))


# --- Chapters ------------------------------------------------------------------------------------


def she_makes_and_closes_a_run(ruth: Hand) -> None:
    ruth.open("/payments/")
    then_it_says(ruth, "No payment runs yet")
    ruth.press("Make a payment run")
    then_it_says(ruth, "2 claims, £24.00")
    too_long = {"Name on bank statements": "THE SEVERN NETWORK OF HEALTH"}
    when_sent_wrongly(
        ruth, "Prepare the run", too_long, "Your answer must be 18 characters or fewer. It has 28."
    )
    ruth.write("Name on bank statements", "SEVERN")
    ruth.press("Prepare the run")
    then_it_says(
        ruth,
        "The run is ready.",
        "Ann Lee",
        "Ben Cole",
        "£24.00",
        "Nobody. Every approved claim is included.",
    )
    ruth.press("Close this run")
    then_it_says(ruth, "After this, a second person has to release it.")
    ruth.press("Close this run")
    then_it_says(ruth, "The run is closed. Someone else now has to release it.")


def she_cannot_release_it_but_he_can(ruth: Hand, dev: Hand) -> None:
    ruth.press("Release for payment")
    then_it_says(ruth, "You prepared this run, so someone else has to release it.")
    assert PaymentRun.objects.get().status == "locked"
    dev.open("/payments/")
    dev.follow("Run ")
    dev.press("Release for payment")
    then_it_says(dev, "You confirm that these people may be paid these amounts.", "£24.00")
    dev.press("Release for payment")
    then_it_says(dev, "The run is released. Next: make the file.")


def she_downloads_the_file_twice(ruth: Hand) -> None:
    ruth.page.reload()
    ruth.press("Make the file")
    ruth.press("Make the file")
    then_it_says(ruth, "The file is ready. Download it below.")
    first, second = downloaded(ruth), downloaded(ruth)
    assert first == second
    assert [first.upper().count(words) for words in (b"ANN LEE", b"BEN COLE", b"12.00")] == [1, 1, 2]


def she_records_it_as_paid(ruth: Hand) -> None:
    ruth.press("Record as paid")
    write_day(ruth, "On which day did the money leave the bank?", clock.today() + timedelta(days=1))
    ruth.press("Record as paid")
    then_it_asks_to_mend(ruth, "Enter today, or a day in the past.")
    write_day(ruth, "On which day did the money leave the bank?", clock.today())
    ruth.press("Record as paid")
    then_it_says(ruth, "Recorded. Everyone in this run will get a message.")


def the_person_sees_it(ann: Hand) -> None:
    assert mail_to(ANN).startswith("We have paid your claim")
    ann.open("/my/claims/")
    then_it_says(ann, "Paid on")


def one_payment_comes_back(ruth: Hand, ben: Hand) -> None:
    ruth.follow("It came back Ben Cole")
    then_it_says(ruth, "Ben Cole", "Payment £12.00")
    write_day(ruth, "On which day did it come back?", clock.today())
    ruth.press("Record that it came back")
    then_it_asks_to_mend(ruth, "Answer “What did the bank say?”")
    ruth.write("What did the bank say?", "Account closed.")
    ruth.press("Record that it came back")
    then_it_says(ruth, "Recorded. The claim waits for the next run, and we have sent the person a message.")
    assert "the payment came back to us" in mail_to(BEN)
    ben.open("/my/")
    assert "Pay your claim" in under(ben, "We owe you")


# --- What happened before ------------------------------------------------------------------------


def given_ann_claimed_a_fare_and_her_time(network: Organisation, folder: Path) -> Claim:
    ann = builders.contributor_user(network, name="Ann Lee", email=ANN)
    claim = start_claim(person=ann.person, organisation=network, by=ann, about="First meeting")
    fare = Entry("public_transport", yesterday(), amount_pence=9_80, from_place="Weston", to_place="Bristol")
    line = add_line(claim, entry=fare, by=ann)
    attach_receipt(line, clean=clean_upload(photo(folder)), by=ann)
    add_line(claim, entry=Entry("fee", yesterday(), offer=the_fee(network), minutes=90), by=ann)
    return writing.send(claim, by=ann)


def photo(folder: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile("ticket.jpg", photo_of_a_receipt(folder).read_bytes(), "image/jpeg")


def given_somebody_claimed(network: Organisation, person: Person) -> None:
    builders.staff_user("approver", network, name="Else Body")
    builders.promise_pay(builders.sent_claim(person, network, 5_00))


def given_an_approved_claim(network: Organisation, name: str, email: str) -> Person:
    person = builders.contributor_user(network, name=name, email=email).person
    builders.bank_details(person)
    by = person.account
    claim = start_claim(person=person, organisation=network, by=by, about="First meeting")
    add_line(claim, entry=Entry("fee", yesterday(), offer=the_fee(network), minutes=60), by=by)
    deciding.approve_all(writing.send(claim, by=by), by=builders.staff_user("approver", network))
    return person


def the_fee(network: Organisation) -> str:
    """The fee for a meeting: £12 an hour."""
    return next(
        key for key, words in offers_on(network.pk, "fee", yesterday()).items() if "Meeting" in str(words)
    )


# --- What they do --------------------------------------------------------------------------------


def when_she_opens_the_claim_of(grace: Hand, name: str) -> None:
    grace.open("/claims/")
    grace.follow(name)
    then_the_page_is(grace, name)


def then_she_can_open_the_receipt(grace: Hand) -> None:
    link = grace.page.get_by_role("link", name="Receipt: ")
    answer = grace.page.request.get(link.get_attribute("href"))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")


def when_she_approves_one_line_and_asks_about_the_other(grace: Hand) -> None:
    grace.press("Decide line by line")
    about_the_train = grace.page.get_by_role("group", name=TRAIN)
    about_the_train.get_by_label("Ask about it").check()
    grace.press("Save these answers")
    then_it_asks_to_mend(grace, "Give a reason, or write your question. The person will read it.")
    assert about_the_train.get_by_label("Ask about it").is_checked()
    grace.write(TRAIN, "Which train was it?")
    grace.press("Save these answers")


def then_ann_hears_both(newest: str) -> None:
    """One message says what is approved, another asks."""
    assert "Your claim is approved" in newest
    assert [one for one in mail.outbox if one.to == [ANN] and "Which train was it?" in one.body] != []


def then_she_cannot_decide(grace: Hand) -> None:
    then_it_says(grace, "Someone else has to decide")
    assert grace.page.get_by_role("button", name="Approve everything").count() == 0


def downloaded(ruth: Hand) -> bytes:
    with ruth.page.expect_download() as asked:
        ruth.page.get_by_role("link", name="Download").click()
    return Path(asked.value.path()).read_bytes()
