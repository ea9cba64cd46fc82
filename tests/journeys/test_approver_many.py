"""An approver comes back to 200 claims that wait: most are plain, one raises a question, one is her own."""

import datetime as dt
import re

import pytest
from django.db import transaction

from coproduce.foundation import clock
from expenses.claims.lines.queries import evidence_of
from expenses.claims.marks.actions import keep_marks
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.promises import PAY, promise_to
from expenses.payments.waits.actions import settle
from tests import builders
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.test_claim_on_a_phone import signed_in

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
    pytest.mark.browser,
]
MANY = 200


@pytest.fixture
def trust():
    made = builders.organisation("Severn Trust")
    builders.policy(made)
    return made


@pytest.fixture
def grace(trust):
    return builders.staff_user("approver", trust, name="Grace Mensah")


def given_claims_that_wait(trust, grace):
    """The three that need a look are the most urgent; the others ask for a journey each."""
    soon = clock.today()
    flagged = builders.sent_claim(builders.person("Flagged Flora"), trust, pay_by=soon)
    own = builders.sent_claim(grace.person, trust, pay_by=soon)
    asked = builders.sent_claim(builders.person("Question Quinn"), trust, pay_by=soon, about="A day out")
    for claim in (own, asked):
        claim.lines.all().delete()
        a_journey(claim).save()
    keep_marks(flagged, evidence_of(flagged))
    lead = builders.staff_user("ppi_manager", trust).person
    project = builders.project(trust, lead=lead, title="Better letters")
    claims = [
        builders.claim(
            builders.person(f"Person {number:03}"),
            trust,
            project=project,
            status="sent",
            sent_at=clock.now(),
            pay_by=soon + dt.timedelta(days=1 + number // 20),
        )
        for number in range(MANY - 3)
    ]
    ClaimLine.objects.bulk_create(a_journey(claim) for claim in claims)
    with transaction.atomic():
        for claim in (flagged, asked, *claims):
            promise_to(claim, PAY, claim.pay_by, owner=grace.person, by=None)
        boss = builders.staff_user("approver", trust, name="Else Body").person
        promise_to(own, PAY, own.pay_by, owner=boss, by=None)
        settle(by=None, tell=False)


def a_journey(claim):
    miles = {"category": "mileage", "miles_tenths": 100, "vehicle": "car", "amount_pence": 4_50}
    return ClaimLine(claim=claim, kind="expense", activity_date=clock.today(), **miles)


def test_grace_decides_on_two_hundred_claims(open_page, live_server, client, trust, grace, assert_accessible):
    given_claims_that_wait(trust, grace)
    page = signed_in(open_page(viewport=DESKTOP), live_server, client, grace)

    page.goto("/claims/")
    page.get_by_role("button", name="Claims waiting for a decision").click()
    assert "Total: 200" in page.text_content("main")
    assert_accessible(page)

    # One that raises a question is asked about by itself.
    page.get_by_role("link", name="A day out").click()
    page.get_by_role("button", name="Ask a question").click()
    page.get_by_label("What do you need to know?").fill("Which meeting was it?")
    page.get_by_role("button", name="Send the claim back").click()

    # Her own has no box, and its page says that somebody else decides.
    page.goto("/claims/waiting/")
    assert page.get_by_label("Grace Mensah, £4.50").count() == 0
    page.get_by_role("link", name="Grace Mensah").click()
    assert "Someone else has to decide it." in page.text_content("main")
    assert page.get_by_role("button", name="Approve everything").count() == 0

    # Page by page, each named before it is approved.
    approved = 0
    while approved < MANY - 3:
        page.goto("/claims/waiting/")
        boxes = page.get_by_role("checkbox")
        for place in range(boxes.count()):
            boxes.nth(place).check()
        page.get_by_role("button", name="Continue with the ticked claims").click()
        heading = page.get_by_role("heading", level=1).inner_text()
        number = int(re.search(r"Approve (\d+) claims?\?", heading)[1])
        assert page.locator("main li strong").count() == number
        if not approved:
            assert_accessible(page)
        page.get_by_role("button", name="Approve these claims").click()
        assert re.search(rf"{number} claims? (is|are) approved\. Each person is told\.", page.content())
        approved += number
    left = {claim.person.name: claim.status for claim in Claim.objects.exclude(status="approved")}
    assert left == {"Flagged Flora": "sent", "Grace Mensah": "sent", "Question Quinn": "returned"}

    # The one with a mark is looked at by itself.
    page.goto("/claims/waiting/?flag=no_receipt")
    assert page.get_by_role("checkbox").count() == 0
    page.get_by_role("link", name="Flagged Flora").click()
    assert "No receipt: The machine kept the ticket." in page.text_content("main")
    page.get_by_role("button", name="Approve everything").click()
    assert Claim.objects.get(person__name="Flagged Flora").status == "approved"


@pytest.mark.either_engine
def test_the_list_fits_a_small_phone_without_scripts(
    open_page, live_server, client, trust, grace, assert_accessible
):
    given_claims_that_wait(trust, grace)
    page = signed_in(open_page(viewport=PHONE, java_script_enabled=False), live_server, client, grace)
    page.goto("/claims/waiting/?flag=plain")
    assert wider_than_screen(page) == 0
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Continue with the ticked claims").click()
    assert wider_than_screen(page) == 0
    page.get_by_role("button", name="Approve these claims").click()
    assert "1 claim is approved." in page.text_content("body")
