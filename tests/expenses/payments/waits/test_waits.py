"""A promise to pay names a day only while nothing stands in the way; what stands in the way is promised too."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from contributors.people.models import Connection
from coproduce.audit.money import pay_waits_for_what_is_missing
from coproduce.foundation import clock
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.reminders import remind_due
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim
from expenses.claims.states import ClaimState
from expenses.claims.writing import actions as writing
from expenses.payees.actions import choose_route
from expenses.payees.recognition.actions import choose
from expenses.payees.states import Route
from expenses.payees.talking.actions import talked
from expenses.payments.results.actions import record_bounced
from expenses.payments.waits import promises, rules
from expenses.payments.waits.actions import settle
from expenses.payments.waits.rules import Standing
from tests import builders
from tests.expenses.payments.made import Finance, give_details

pytestmark = pytest.mark.django_db
TODAY = dt.timedelta()


@pytest.fixture
def finance():
    made = Finance()
    builders.policy(made.organisation)
    return made


@pytest.fixture
def meg(finance):
    """Somebody who has claimed nothing yet, and gave no bank details."""
    return builders.contributor_user(finance.organisation, name="Meg Hughes")


def sent(finance, user, pence=12_50) -> Claim:
    claim = builders.claim(user.person, finance.organisation, about="A day out")
    builders.claim_line(claim, pence)
    return writing.send(claim, by=user)


def pay(claim) -> Promise:
    return Promise.objects.get(kind="claims.pay", subject_id=claim.pk, kept_at=None, released_at=None)


def days_ahead(monkeypatch, days: int) -> None:
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + dt.timedelta(days=days))


def mail(kind: str) -> str:
    message = Notification.objects.filter(kind=kind).latest("pk")
    message.own_text = None
    return "".join(rendering.render(message))


def open_kinds(person) -> set[str]:
    return set(Promise.objects.open().filter(person=person).values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (Standing("sent", has_details=True), []),
        (Standing("sent"), [promises.NO_DETAILS]),
        (Standing("sent", route=Route.CHEQUE), []),
        (Standing("sent", route=Route.NONE), [promises.NO_DETAILS]),  # the expenses still go to the bank
        (Standing("in_payment"), []),
        (Standing("returned", has_details=True), [promises.QUESTION]),
        (Standing("approved", has_details=True, talk_first=True), [promises.TALK_FIRST]),
        (Standing("approved", has_details=True, undecided=True), [promises.UNDECIDED]),
        (Standing("bounced", has_details=True), [promises.CAME_BACK]),
        (Standing("bounced", has_details=True, details_since=True), []),
        (Standing("bounced", route=Route.CASH), []),
        (Standing("approved", has_details=True, details_since=False), []),
        (Standing("sent", talk_first=True), [promises.TALK_FIRST, promises.NO_DETAILS]),
    ],
)
def test_what_a_payment_waits_for(of, expected):
    assert rules.reasons(of) == expected


def test_who_gave_no_details_is_told_no_day_and_asked_for_them(finance, meg):
    claim = sent(finance, meg)
    claim.refresh_from_db()
    assert pay(claim).waits_for == claim.pay_waits == "payments.no_details"
    asked = Promise.objects.open().get(kind="payments.say_how")
    assert (asked.person, asked.portal_path) == (meg.person, reverse("my_bank:overview"))
    said = mail("claims/received")
    assert "cannot name a day" in said
    assert reverse("my_bank:overview") in said
    assert "We will pay it by" not in said


def test_no_page_names_a_day_while_it_waits(finance, meg):
    claim = sent(finance, meg)
    day = f"{claim.pay_by.day} {claim.pay_by:%B %Y}"
    theirs, ours = (builders.sign_in(Client(), user) for user in (meg, finance.approver))
    mine = ["/my/", reverse("my_claims:list"), reverse("my_claims:detail", args=[claim.ref])]
    for browser, pages in (
        (theirs, [*mine, reverse("my_promises:list"), reverse("my_promises:detail", args=[pay(claim).ref])]),
        (ours, ["/staff/", reverse("claims:list"), reverse("claims:detail", args=[claim.ref]), "/promises/"]),
    ):
        for page in pages:
            text = browser.get(page).content.decode()
            assert day not in text, page
            assert f"{claim.pay_by.day} {claim.pay_by:%b %Y}" not in text, page


def test_an_approved_claim_that_waits_is_not_said_to_go_into_the_next_payment(finance, meg):
    claim = deciding.approve_all(sent(finance, meg), by=finance.approver)
    page = reverse("my_claims:detail", args=[claim.ref])
    mine = builders.sign_in(Client(), meg)
    waiting = mine.get(page).content.decode()
    give_details(meg, "Meg Hughes", "010203", "12345678")
    going_on = mine.get(page).content.decode()
    assert ["next payment" in text for text in (waiting, going_on)] == [False, True]


def test_once_they_are_given_the_day_appears_and_is_told_once(finance, meg, monkeypatch):
    claim, first = sent(finance, meg), clock.today()
    days_ahead(monkeypatch, 5)
    give_details(meg, "Meg Hughes", "010203", "12345678")
    give_details(meg, "Meg Hughes", "010203", "12345678")
    before = claim.pay_by
    claim.refresh_from_db()
    assert (claim.pay_waits, claim.pay_by) == ("", before + dt.timedelta(days=5))
    owed = pay(claim)
    assert (clock.uk(owed.due_at).date(), clock.uk(owed.made_at).date()) == (claim.pay_by, first)
    assert Notification.objects.filter(kind="promises/day_is_known").count() == 1
    assert "payments.say_how" not in open_kinds(meg.person)
    assert Promise.objects.get(kind="payments.say_how").kept_at is not None


def test_a_cheque_needs_no_details(finance, meg):
    claim = sent(finance, meg)
    choose_route(meg.person, route=Route.CHEQUE, by=meg)
    claim.refresh_from_db()
    assert claim.pay_waits == ""
    assert "payments.say_how" not in open_kinds(meg.person)


def test_a_second_claim_asks_no_second_time(finance, meg):
    sent(finance, meg)
    sent(finance, meg, 3_00)
    assert Promise.objects.filter(kind="payments.say_how").count() == 1
    give_details(meg, "Meg Hughes", "010203", "12345678")
    assert set(Claim.objects.values_list("pay_waits", flat=True)) == {""}


@pytest.fixture
def elsewhere(finance, meg):
    """Another organisation that owes Meg money too."""
    other = Finance()
    builders.policy(other.organisation)
    Connection.objects.create(person=meg.person, organisation=other.organisation)
    return other


def asked_how() -> dict[int, Promise]:
    return {one.organisation_id: one for one in Promise.objects.open().filter(kind="payments.say_how")}


def test_each_organisation_that_owes_money_owns_its_question(finance, elsewhere, meg):
    for office in (finance, elsewhere):
        sent(office, meg)
    both = asked_how()
    assert set(both) == {finance.organisation.pk, elsewhere.organisation.pk}
    for office in (finance, elsewhere):
        mine = both[office.organisation.pk]
        assert mine.owner.account.roles.filter(organisation=office.organisation).exists()
        owed = Promise.objects.open().get(kind="claims.pay", organisation=office.organisation)
        assert owed.waits.get().settled_by == mine


def test_the_person_is_asked_once_and_reminded_once(finance, elsewhere, meg, monkeypatch):
    for office in (finance, elsewhere):
        sent(office, meg)
    page = builders.sign_in(Client(), meg).get("/my/").text
    assert page.count("Tell us how you want to be paid") == 1
    Promise.objects.filter(kind="payments.say_how").update(remind_at=clock.database_moment())
    remind_due()
    reminders = Notification.objects.filter(kind="promises/reminder_to_contributor", recipient=meg.person)
    assert reminders.count() == 1
    assert remind_due() == 0
    give_details(meg, "Meg Hughes", "010203", "12345678")
    assert asked_how() == {}
    assert set(Claim.objects.values_list("pay_waits", flat=True)) == {""}


def test_what_one_organisation_waits_for_no_more_the_other_still_does(finance, elsewhere, meg):
    claim = sent(finance, meg)
    sent(elsewhere, meg)
    writing.withdraw(claim, by=meg)
    settle(person=meg.person, by=None)
    assert set(asked_how()) == {elsewhere.organisation.pk}


def test_a_talk_that_is_asked_for_is_what_the_payment_waits_for(finance, meg):
    manager = builders.staff_user("ppi_manager", finance.organisation)
    give_details(meg, "Meg Hughes", "010203", "12345678")
    choose_route(meg.person, route=Route.BANK, by=meg, talk_first=True)
    claim = sent(finance, meg)
    talk = Promise.objects.open().get(kind="payees.talk")
    assert pay(claim).waits.get().settled_by == talk
    for_staff = builders.sign_in(Client(), finance.approver).get(reverse("claims:detail", args=[claim.ref]))
    assert "talk" not in for_staff.content.decode().partition("<main")[2]
    talked(meg.person, by=manager)
    claim.refresh_from_db()
    talk.refresh_from_db()
    assert (claim.pay_waits, talk.kept_at is not None) == ("", True)


def test_taking_advice_first_is_a_decision_we_wait_for(finance):
    rosa = finance.payee("Rosa")
    claim = finance.claim(rosa, fee=75_00)
    choose(rosa, choice="advice")
    claim.refresh_from_db()
    assert claim.pay_waits == "payments.undecided"
    assert "payments.decide" in open_kinds(rosa)
    choose(rosa, choice="pay")
    claim.refresh_from_db()
    assert claim.pay_waits == ""
    assert "payments.decide" not in open_kinds(rosa)


def test_a_question_stops_the_clock_and_never_starts_it_anew(finance, meg, monkeypatch):
    give_details(meg, "Meg Hughes", "010203", "12345678")
    claim = sent(finance, meg)
    sent_at, pay_by, promised = claim.sent_at, claim.pay_by, pay(claim)
    days_ahead(monkeypatch, 3)
    deciding.return_claim(claim, why="Which meeting?", by=finance.approver)
    assert pay(claim).waits_for == "payments.question"
    days_ahead(monkeypatch, 4)
    again = writing.send(Claim.objects.get(pk=claim.pk), by=meg)
    again.refresh_from_db()
    assert (again.sent_at, again.pay_by) == (sent_at, pay_by + dt.timedelta(days=4))
    owed = pay(claim)
    assert (owed.pk, owed.made_at, owed.is_waiting) == (promised.pk, promised.made_at, False)
    assert not Notification.objects.filter(kind="promises/day_is_known").exists()  # "received" names it


def test_lines_with_a_question_wait_and_the_rest_goes_on(finance, meg):
    give_details(meg, "Meg Hughes", "010203", "12345678")
    claim = sent(finance, meg)
    other = builders.claim_line(claim, 3_00)
    verdicts = {
        line.ref: deciding.Verdict(ask=line == other, approve=line != other, why="What was it?")
        for line in claim.lines.all()
    }
    deciding.decide_lines(claim, verdicts=verdicts, by=finance.approver)
    apart = Claim.objects.get(split_from=claim)
    assert (pay(apart).waits_for, pay(claim).waits_for) == ("payments.question", "")
    assert pay(apart).made_at == pay(claim).made_at


def test_money_that_came_back_waits_for_details_that_work(finance):
    rosa = finance.payee("Rosa")
    claim = finance.claim(rosa, fee=75_00)
    payment = finance.run("recorded").payments.get()
    record_bounced(payment, why="Account closed", by=finance.maker)
    claim.refresh_from_db()
    mend = Promise.objects.open().get(kind="payments.mend")
    assert (claim.status, claim.pay_waits) == (ClaimState.BOUNCED, "payments.came_back")
    assert pay(claim).waits.get().settled_by == mend
    give_details(rosa.account, "Rosa", "010203", "87654321")
    claim.refresh_from_db()
    assert claim.pay_waits == ""


def test_a_run_pays_what_does_not_wait_any_more_and_the_promise_is_kept(finance, meg):
    claim = sent(finance, meg)
    deciding.approve_all(claim, by=finance.approver)
    with pytest.raises(TransitionRefused, match="nothing to pay"):
        finance.run()
    give_details(meg, "Meg Hughes", "010203", "12345678")
    finance.run("recorded")
    claim.refresh_from_db()
    assert (claim.status, claim.pay_waits) == (ClaimState.PAID, "")
    assert pay_waits_for_what_is_missing().broken == 0


def test_while_it_waits_nobody_is_told_that_it_is_late(finance, meg):
    claim = sent(finance, meg)
    yesterday = clock.today() - dt.timedelta(days=1)
    Claim.objects.filter(pk=claim.pk).update(pay_by=yesterday)
    assert not Claim.objects.late().exists()
    assert not Claim.objects.get(pk=claim.pk).is_late
