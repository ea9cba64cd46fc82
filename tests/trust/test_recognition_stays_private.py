"""What somebody chose for their time, and why a fee waits, reaches nobody but them."""

import re

import pytest

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from expenses.claims.deciding import actions as deciding
from expenses.claims.fees.models import FeeHold
from expenses.claims.lines.actions import add_line
from expenses.claims.models import Claim
from expenses.claims.occasions.actions import start_claim
from expenses.claims.pricing.rules import Entry
from expenses.claims.writing import actions as writing
from expenses.payees.recognition.actions import choose, set_limit, set_timing
from expenses.payments.runs.actions import make_run
from tests import builders
from tests.architecture import world as worlds
from tests.architecture.addresses import addresses

pytestmark = [pytest.mark.either_engine, pytest.mark.django_db(databases=["default", "monitoring"])]
ABOUT_PEOPLE = (
    *(
        "claims:",
        "payments:",
        "people:",
        "roles:",
        "meetings:",
        "staff:",
        "promises:",
        "notifications:",
        "payees:",
    ),
    *("admin:expenses_", "admin:people_person", "admin:foundation_", "team:", "resources:"),
)
READERS = ("ppi_manager", "approver", "finance")
SAYS_SO = re.compile(r"advice|need.{1,3}first|zebra|at most one fee|your limit|12,?345", re.IGNORECASE)


@pytest.fixture
def world():
    return worlds.build()


def pages(world, role, client):
    """{address: the words on the page that would tell} of every page this role can open."""
    found = {}
    for address in addresses():
        if not address.name.startswith(ABOUT_PEOPLE):
            continue
        response = client.get(address.path(world.parts_for(address)))
        body = b"".join(response) if response.streaming else response.content
        found[address.name] = sorted(SAYS_SO.findall(body.decode(errors="ignore")))
    return {name: told for name, told in found.items() if told}


def clients(world):
    boss = User.objects.create_superuser("boss@example.org", "x" * 20)
    users = {role: world.users[role] for role in READERS} | {"boss": boss}
    return {role: builders.sign_in(worlds.Client(), user) for role, user in users.items()}


def an_approved_fee_that_waits(meg, project, approver):
    """Meg chose "I need advice first", after she gave to the Zebra Trust; her fee was approved."""
    choose(meg, choice="donate", charity="Zebra Trust")
    choose(meg, choice="advice")
    set_timing(meg, pace="weekly")
    set_limit(meg, pence=12_345_00, per="week")
    claim = start_claim(
        person=meg, organisation=project.organisation, by=meg.account, project=project, about="Panel"
    )
    fee = Entry("fee", clock.today(), amount_pence=75_00)
    cost = Entry("parking", clock.today(), amount_pence=5_00, no_receipt_because="Lost.")
    for entry in (fee, cost):
        add_line(claim, entry=entry, by=meg.account)
    writing.send(claim, by=meg.account)
    deciding.approve_all(Claim.objects.get(pk=claim.pk), by=approver)
    return Claim.objects.get(split_from=claim)


def test_no_page_of_anybody_else_says_that_somebody_takes_advice(world):
    meg = Person.objects.get(name="Meg Hughes")
    before = {role: pages(world, role, client) for role, client in clients(world).items()}
    waits = an_approved_fee_that_waits(meg, world.things["ref"], world.users["approver"])
    run = make_run(organisation=waits.organisation, by=world.users["finance"])
    assert FeeHold.objects.filter(claim=waits).exists()
    assert run.left_out.filter(claim=waits).exists()
    her_page = builders.sign_in(worlds.Client(), meg.account).get("/my/recognition/").content.decode()
    leaks = ("I need advice first", "£12,345.00", "At most one fee a week")
    assert [words for words in leaks if words not in her_page] == []  # they could leak
    world.things |= {"claims.ref": waits, "payments.ref": run}
    User.objects.filter(email="boss@example.org").update(email="old@example.org")
    after = {role: pages(world, role, client) for role, client in clients(world).items()}
    assert after == before
    finance = builders.sign_in(worlds.Client(), world.users["finance"])
    assert "Not decided yet" in finance.get(f"/payments/{run.ref}/left-out/").content.decode()


def test_no_message_promise_or_log_says_so_either(world):
    meg = Person.objects.get(name="Meg Hughes")
    last = Notification.objects.latest("id").pk
    done = HistoryEntry.objects.latest("id").pk
    waits = an_approved_fee_that_waits(meg, world.things["ref"], world.users["approver"])
    make_run(organisation=waits.organisation, by=world.users["finance"])
    told = [part for message in Notification.objects.filter(pk__gt=last) for part in render(message)]
    told += [f"{p.label} {p.released_why}" for p in Promise.objects.about(waits)]
    logged = HistoryEntry.objects.filter(pk__gt=done)
    told += [f"{entry.verb} {entry.words} {entry.why} {entry.detail}" for entry in logged]
    assert len(told) > 5
    assert [words for words in told if SAYS_SO.search(words)] == []
    about_waiting = logged.filter(subject_type=Claim._meta.label, subject_id=waits.pk)
    assert {entry.by for entry in about_waiting if entry.verb == "fees set apart"} == {None}
