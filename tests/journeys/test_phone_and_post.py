"""Somebody without an account, by phone and by post: asked, in the role, at a meeting, paid, and asked again.

All they say is recorded by staff, in a browser; each time they get a written copy.
"""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.urls import reverse

from contributors.people.models import Person
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock
from coproduce.foundation.notifications.by_hand import queries as by_hand
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from expenses.claims.deciding import actions as deciding
from expenses.claims.writing import actions as writing
from expenses.payees.models import BankDetails
from expenses.payees.recording.models import RecordedRoute
from expenses.payees.tasks import end_cooling_off
from expenses.payments.questions.models import Confirmation
from expenses.payments.states import Method
from projects.meetings.attendance import actions as attendance
from projects.meetings.feedback.models import Dispute
from projects.meetings.models import Meeting
from projects.meetings.planning import actions as meetings
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from tests import builders
from tests.expenses.payments.made import Finance
from tests.journeys.hands import wider_than_screen
from tests.journeys.test_about_me import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.either_engine,
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
]
HOURS_AGO = dt.timedelta(hours=3)


@dataclass(frozen=True)
class Way:
    """How somebody is reached, and how they are paid."""

    channel: str
    said: str
    pay: str


METHOD = {"bank": Method.BANK, "cheque": Method.HAND}
BY_PHONE = Way("phone", "By phone", "bank")
BY_POST = Way("post", "By post", "cheque")


@pytest.fixture(params=[BY_PHONE, BY_POST], ids=lambda way: way.channel)
def way(request) -> Way:
    return request.param


@pytest.fixture
def trust():
    made = builders.organisation("North Trust", statement_name="NORTH TRUST", help_phone="0117 496 0777")
    builders.policy(made)
    return made


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def finance(trust):
    return Finance(organisation=trust)


@pytest.fixture
def pat(trust, way):
    return builders.person("Pat Reed", organisation=trust, channel=way.channel, phone="0117 496 0001")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters", status="running")


@pytest.fixture
def sit_down(open_page, assert_accessible):
    """Somebody opens a browser, signed in; each page they look at is checked."""

    def start(user):
        page = open_page()
        let_in(page, user)
        page.look = lambda: (assert_accessible(page), wider_than_screen(page))
        return page

    return start


def records(desk, way: Way) -> None:
    """Say how and when they told us, and record it."""
    day = clock.today()
    desk.get_by_label(way.said).check()
    group = desk.get_by_role("group", name="When did they tell you?")
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))
    desk.get_by_role("group", name="Did you read it back").get_by_label("Yes", exact=True).check()
    desk.look()
    desk.get_by_role("button", name="Record this").click()
    desk.get_by_text("Recorded").first.wait_for()


def is_asked_and_agrees(desk, way: Way, pat: Person, project, manager) -> None:
    inviting.invite(builders.role(project, offered_by=manager), invitees=[Invitee(pat)], by=manager)
    offer = Assignment.objects.get(person=pat)
    desk.goto(reverse("staff:home"))
    desk.get_by_role("link", name="Do letters and calls").click()
    desk.get_by_text("Pat Reed").first.wait_for()
    desk.look()
    if way.channel == "phone":
        desk.get_by_role("link", name="Pat Reed").first.click()
        desk.get_by_text("What to say").first.wait_for()
        desk.look()
    desk.goto(reverse("roles:assignment", args=[offer.ref]))
    desk.get_by_role("link", name="Record the answer they gave you").click()
    desk.get_by_label("Yes, they take the role as it is").check()
    records(desk, way)
    offer.refresh_from_db()
    assert offer.status == "agreed"
    asked = Notification.objects.get(recipient=pat, kind="roles/invitation")
    assert asked.state == "sent" or by_hand.why_ended(asked)  # nobody rings or prints it any more


def comes_to_a_meeting(desk, way: Way, pat: Person, project, manager) -> None:
    meeting = builders.meeting(project, pat, manager.person, title="First walk", has_papers=False)
    meetings.invite(meeting, by=manager)
    desk.goto(reverse("meetings:detail", args=[meeting.ref]))
    desk.get_by_role("link", name="Record their answer").click()
    desk.get_by_role("group", name="Can they come?").get_by_label("Yes", exact=True).check()
    records(desk, way)
    assert meeting.invitations.get(person=pat).response == "yes"
    before = clock.now() - HOURS_AGO
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=before, ends_at=before + dt.timedelta(hours=2))
    meeting.refresh_from_db()
    attendance.record_attendance(meeting, minutes={pat.pk: 30, manager.person.pk: 120}, by=manager)
    desk.goto(reverse("meetings:detail", args=[meeting.ref]))
    desk.look()
    desk.get_by_role("link", name="Record what they say of it").click()
    desk.get_by_label("It was different").check()
    desk.get_by_label("Whether they were there, or how long").check()
    desk.get_by_label("How was it?").fill("I was there for all of it.")
    records(desk, way)
    assert Dispute.objects.get().person == pat


def says_how_to_be_paid(desk, way: Way, pat: Person) -> None:
    page = "payees:record_bank" if way.pay == "bank" else "payees:record_route"
    desk.goto(reverse("people:detail", args=[pat.ref]))
    desk.look()
    desk.goto(reverse(page, args=[pat.ref]))
    if way.pay == "bank":
        desk.get_by_label("Name on the account").fill("Pat Reed")
        desk.get_by_label("Sort code").fill("00-01-01")
        desk.get_by_label("Account number").fill("87654321")
    else:
        desk.get_by_label("By cheque in the post").check()
    records(desk, way)


def it_is_checked_by_somebody_else(checks, pat: Person) -> None:
    checks.goto(reverse("payees:to_check"))
    checks.look()
    checks.get_by_role("link", name="Pat Reed").first.click()
    checks.get_by_label("Yes", exact=True).check()
    checks.get_by_label("How did you check?").fill("Rang back on the number we hold.")
    checks.look()
    checks.get_by_role("button", name="Save the check").click()
    checks.get_by_text("The check is saved.").wait_for()
    for model in (BankDetails, RecordedRoute):  # 48 hours later
        model.objects.filter(person=pat).update(usable_from=clock.now() - dt.timedelta(minutes=1))
    assert end_cooling_off() == 1


def is_paid(pat: Person, way: Way, trust, manager, finance: Finance):
    claim = builders.claim(pat, trust, about="A day out", typed_by=manager)
    builders.claim_line(claim, 12_50)
    writing.send(claim, by=manager)
    claim.refresh_from_db()
    deciding.approve_all(claim, by=finance.approver)
    finance.run("recorded", method=METHOD[way.pay])
    claim.refresh_from_db()
    assert claim.status == "paid"
    return claim


def says_that_it_came(desk, way: Way, claim) -> None:
    desk.goto(reverse("claims:detail", args=[claim.ref]))
    desk.look()
    desk.goto(reverse("payments:record_came", args=[claim.ref]))
    desk.get_by_label("Yes, it arrived").check()
    records(desk, way)
    assert Confirmation.objects.get().answer == "came"


def test_from_the_first_call_or_letter_to_the_money(sit_down, way, pat, project, manager, trust, finance):
    desk = sit_down(manager)
    is_asked_and_agrees(desk, way, pat, project, manager)
    comes_to_a_meeting(desk, way, pat, project, manager)
    says_how_to_be_paid(desk, way, pat)
    it_is_checked_by_somebody_else(sit_down(finance.maker), pat)
    says_that_it_came(desk, way, is_paid(pat, way, trust, manager, finance))

    told = OnBehalf.objects.filter(person=pat)
    assert [entry.written_copy.recipient for entry in told] == [pat] * 5
    assert not Promise.objects.open().filter(person=pat, side="contributor").exists()
    desk.goto(reverse("people:detail", args=[pat.ref]))
    for words in ("Yes to a role", "Coming to a meeting", "How a meeting was"):
        desk.get_by_text(words).first.wait_for()
    desk.look()
