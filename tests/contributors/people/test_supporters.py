"""Somebody who helps: they act as themselves, on what they were given, and see nothing else."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import resolve, reverse

from contributors.accounts.middleware import is_open
from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.supporters import actions
from contributors.people.supporters.models import Supporter
from contributors.people.supporters.queries import HELPING
from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.sending import delivery
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.fees.models import FeeHold
from expenses.claims.models import Claim
from expenses.claims.queries import may_not_decide
from expenses.payees.queries import breaks_segregation_of_duties
from projects.meetings.arrangements import actions as arrangements
from projects.meetings.models import Paper
from tests import builders
from tests.architecture.addresses import addresses

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def nora(trust):
    return builders.contributor_user(trust, name="Nora Secret-Name", email="nora@example.org")


@pytest.fixture
def sam(trust):
    return builders.contributor_user(trust, name="Sam", email="sam@example.org")


def helps(nora: User, sam: User, **may: bool) -> Supporter:
    """Sam may help Nora, and has said yes."""
    may = may or {"dates": True}
    given = {"claims": False, "dates": False} | may
    asked = actions.ask(nora.person, name="Sam", email=sam.email, by=nora, **given)
    return actions.accept(asked, by=sam)


def started(client, sam: User, supporter: Supporter) -> Client:
    """Sam is signed in and helps now."""
    page = builders.sign_in(client, sam)
    assert page.post(reverse("my_helpers:start", args=[supporter.ref])).url == reverse("my_helpers:helping")
    return page


def test_asking_writes_to_the_helper_alone_and_gives_nothing_yet(client, nora):
    portal = builders.sign_in(client, nora)
    typed = {"name": "Sam Lee", "email": "New.Sam@example.org", "may": ["claims", "dates"]}
    assert portal.post(reverse("my_helpers:ask"), typed).url == reverse("my_helpers:overview")
    delivery.deliver_due()
    (sent,) = mail.outbox
    assert (sent.recipients(), "nora@example.org" in sent.message().as_string()) == (
        ["new.sam@example.org"],
        False,
    )
    assert "Nora Secret-Name is asking for your help" in sent.subject
    assert User.objects.get(email="new.sam@example.org").people.get().name == "Sam Lee"
    assert list(Supporter.objects.in_use()) == []
    page = portal.get(reverse("my_helpers:overview")).content.decode()
    assert ("Sam Lee" in page, "no answer yet" in page) == (True, True)


def test_a_name_typed_by_somebody_puts_nobody_at_a_mailbox(nora, sam):
    asked = actions.ask(
        nora.person, name="Other Name", email="SAM@example.org", claims=True, dates=False, by=nora
    )
    assert (asked.helper, sam.people.count()) == (sam.person, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "email": "x@example.org", "may": ["dates"]}, "Enter their name."),
        ({"name": "Sam", "email": "nobody", "may": ["dates"]}, "Enter one email address"),
        ({"name": "Sam", "email": "x@example.org"}, "Choose what they may do."),
        (
            {"name": "Sam", "email": "x@example.org", "may": ["bank"]},
            "Choose one of the answers in the list.",
        ),
        (
            {"name": "Nora", "email": "nora@example.org", "may": ["dates"]},
            "Enter the email of someone else.",
        ),
    ],
)
def test_bad_answers_are_refused_and_kept(client, nora, typed, said):
    page = builders.sign_in(client, nora).post(reverse("my_helpers:ask"), typed)
    assert page.status_code == 200
    assert said in str(page.context["form"].errors)
    assert Supporter.objects.count() == 0


def test_five_at_a_time_and_each_once(nora):
    for number in range(actions.MOST):
        actions.ask(nora.person, name="S", email=f"s{number}@example.org", claims=True, dates=False, by=nora)
    with pytest.raises(TransitionRefused, match="up to 5"):
        actions.ask(nora.person, name="S", email="s9@example.org", claims=True, dates=False, by=nora)
    actions.end(nora.person.supporters.first(), by=nora)
    with pytest.raises(TransitionRefused, match="already"):
        actions.ask(nora.person, name="S", email="s3@example.org", claims=True, dates=False, by=nora)


def test_the_helper_sees_what_was_given_as_the_person_and_nothing_else(client, nora, sam):
    page = started(client, sam, helps(nora, sam, dates=True))
    body = page.get(reverse("my_availability:overview")).content.decode()
    assert ("You are helping" in body, "Nora Secret-Name" in body, ">Sam<" in body) == (True, True, True)
    page.post(reverse("my_availability:add_away"), away())
    assert (nora.person.away.count(), sam.person.away.count()) == (1, 0)
    denied = page.get(reverse("my_details:overview"))
    assert denied.url == reverse("my_helpers:helping")
    told = page.get(denied.url).content.decode()
    assert "Only Nora Secret-Name can do that." in told


def test_whom_the_session_names_is_helped_and_not_another(client, trust, nora, sam):
    omar = builders.contributor_user(trust, name="Omar Other-Name", email="omar@example.org")
    helps(nora, sam, dates=True)
    page = started(client, sam, helps(omar, sam, dates=True))
    page.post(reverse("my_availability:add_away"), away())
    assert (omar.person.away.count(), nora.person.away.count()) == (1, 0)


def test_a_permission_of_somebody_else_opens_nothing(client, trust, nora, sam):
    """Even where the session names it: it is the helper's own, and goes from a session of another."""
    given = helps(nora, sam, dates=True)
    eve = builders.sign_in(client, builders.contributor_user(trust, name="Eve"))
    session = eve.session
    session[HELPING] = given.ref
    session.save()
    eve.post(reverse("my_availability:add_away"), away())
    assert (nora.person.away.count(), HELPING in eve.session) == (0, False)


def away() -> dict[str, int]:
    """A day away, as a browser sends it."""
    day = clock.today() + dt.timedelta(days=30)
    parts = {"_0": day.day, "_1": day.month, "_2": day.year}
    return {f"{name}{end}": part for name in ("first_day", "last_day") for end, part in parts.items()}


def test_while_helping_every_other_address_leads_back(client, nora, sam):
    """The default is no: a page added tomorrow is closed to supporters until it says otherwise."""
    page = started(client, sam, helps(nora, sam, claims=True, dates=True))
    answered = set()
    for one in addresses():
        path = one.path(dict.fromkeys(one.parts, "2222222222") | in_admin(one.parts))
        if is_open(resolve(path).func):  # signing in and out, help: for everybody, about nobody
            continue
        answer = page.get(path)
        if not (answer.status_code == 302 and answer.url == reverse("my_helpers:helping")):
            answered.add(one.name.partition(":")[0])
    open_to_helpers = {"my_availability", "my_claims", "my_helpers", "my_lines", "my_meetings"}
    assert answered == open_to_helpers | {"kept_forms", "throw_away_kept_forms"}  # what they typed themselves


def in_admin(parts: tuple[str, ...]) -> dict[str, str]:
    return {part: "team" for part in parts if part == "app_label"}


def test_an_ended_permission_stops_at_the_next_click(client, nora, sam):
    supporter = helps(nora, sam)
    page = started(client, sam, supporter)
    actions.end(supporter, by=nora)
    page.post(reverse("my_availability:add_away"), away())
    assert (nora.person.away.count(), sam.person.away.count()) == (0, 1)


def test_going_back_to_ones_own_pages(client, nora, sam):
    page = started(client, sam, helps(nora, sam))
    assert page.post(reverse("my_helpers:stop")).url == reverse("portal:home")
    assert "Hello Sam" in page.get(reverse("portal:home")).content.decode()


def test_strangers_find_nothing(client, nora, sam, trust):
    supporter = helps(nora, sam)
    other = builders.sign_in(client, builders.contributor_user(trust, name="Other"))
    for name in ("start", "end"):
        assert other.post(reverse(f"my_helpers:{name}", args=[supporter.ref])).status_code == 404
    assert other.get(reverse("my_helpers:change", args=[supporter.ref])).status_code == 404
    assert (
        builders.sign_in(client, sam).get(reverse("my_helpers:change", args=[supporter.ref])).status_code
        == 404
    )


def test_staff_do_not_help_and_helpers_do_not_decide(nora, sam, trust):
    approver = builders.staff_user("approver", trust)
    asked = actions.ask(nora.person, name="A", email=approver.email, claims=True, dates=False, by=nora)
    with pytest.raises(TransitionRefused, match="You work here"):
        actions.accept(asked, by=approver)
    assert breaks_segregation_of_duties(approver, nora.person) is True
    actions.end(asked, by=approver)
    assert breaks_segregation_of_duties(approver, Person.objects.get(pk=nora.person.pk)) is False


def test_what_was_done_stands_in_the_history_of_the_person(nora, sam):
    supporter = helps(nora, sam)
    actions.change(supporter, claims=True, dates=False, by=nora)
    actions.end(supporter, by=sam)
    actions.end(supporter, by=sam)
    assert [(entry.verb, entry.by) for entry in entries_about(nora.person)] == [
        ("supporter ended", sam),
        ("supporter changed", nora),
        ("supporter accepted", sam),
        ("supporter asked", nora),
    ]


def test_the_database_keeps_a_supporter_somebody_else(nora, sam):
    with pytest.raises(IntegrityError), transaction.atomic():
        Supporter.objects.create(person=nora.person, helper=nora.person, name="x", claims=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Supporter.objects.create(person=nora.person, helper=sam.person, name="x")


def test_a_supporter_writes_a_claim_under_their_own_name(client, nora, sam, trust):
    project = builders.project(trust)
    builders.team_member(project, nora.person)
    page = started(client, sam, helps(nora, sam, claims=True))
    page.post(reverse("my_claims:new"), {"what": f"p-{project.ref}"})
    claim = Claim.objects.get()
    assert (claim.person, claim.typed_by) == (nora.person, sam)
    assert page.get(reverse("my_claims:detail", args=[claim.ref])).status_code == 200
    assert (may_not_decide(sam, claim) != "", Promise.objects.filter(kind="claims.send").count()) == (True, 0)
    page.post(reverse("my_helpers:stop"))
    assert page.get(reverse("my_payments:detail", args=[claim.ref])).status_code == 404


def test_what_helps_at_a_meeting_stays_with_the_person(client, nora, sam, trust):
    told = {"status": "invited", "invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}
    meeting = builders.meeting(builders.project(trust), nora.person, **told)
    builders.access_need(nora.person, "A canary in the room")
    arrangements.refresh(meeting, by=nora)
    address = reverse("my_meetings:detail", args=[meeting.ref])
    assert "canary" in builders.sign_in(Client(), nora).get(address).content.decode()
    page = started(client, sam, helps(nora, sam, dates=True)).get(address).content.decode()
    assert ("canary" in page, "Can you come?" in page) == (False, True)


def test_a_supporter_reads_nothing_of_what_the_person_chose_for_their_fee(client, nora, sam, trust):
    claim = builders.approved_claim(nora.person, trust, 20_00)
    FeeHold.objects.create(claim=claim)
    address = reverse("my_claims:detail", args=[claim.ref])
    own = builders.sign_in(Client(), nora).get(address).content.decode()
    page = started(client, sam, helps(nora, sam, claims=True)).get(address).content.decode()
    told = ("until you have decided", "/my/recognition/")
    assert [words in own for words in told] == [True, True]
    assert [words in page for words in told] == [False, False]


def test_the_claims_lead_a_supporter_to_no_page_that_is_not_theirs(client, nora, sam, trust):
    claim = builders.approved_claim(nora.person, trust, status="paid", paid_at=clock.now())
    addresses_of = [reverse("my_claims:list"), reverse("my_claims:detail", args=[claim.ref])]
    theirs = re.compile(r"/my/(payments|bookings|how-we-pay|recognition)/")
    own = builders.sign_in(Client(), nora)
    assert all(theirs.search(own.get(one).content.decode()) for one in addresses_of)
    page = started(client, sam, helps(nora, sam, claims=True))
    assert not any(theirs.search(page.get(one).content.decode()) for one in addresses_of)


def test_the_meetings_lead_a_supporter_to_no_page_that_is_not_theirs(client, nora, sam, trust):
    told = {"status": "invited", "invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}
    meeting = builders.meeting(builders.project(trust), nora.person, **told)
    Paper.objects.create(meeting=meeting, title="Agenda", file="x/agenda", size=1, sent_at=clock.now())
    addresses_of = [reverse("my_meetings:list"), reverse("my_meetings:detail", args=[meeting.ref])]
    theirs = re.compile(r"/my/meetings/(in-my-calendar|[a-z0-9]+/papers|talks-before)/")
    own = builders.sign_in(Client(), nora)
    assert all(theirs.search(own.get(one).content.decode()) for one in addresses_of)
    page = started(client, sam, helps(nora, sam, dates=True))
    assert not any(theirs.search(page.get(one).content.decode()) for one in addresses_of)
    assert "Agenda" in page.get(addresses_of[1]).content.decode()


@pytest.mark.parametrize("given", [(False, False), (True, False), (False, True), (True, True)])
def test_a_supporter_may_do_what_was_given_and_nothing_beside(given):
    supporter = Supporter(claims=given[0], dates=given[1])
    assert (supporter.may("claims"), supporter.may("dates")) == given
    assert not supporter.may("ref")
