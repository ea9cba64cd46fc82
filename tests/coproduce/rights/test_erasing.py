"""To be forgotten: asked, answered within a month, carried out once the letter is out, and for good."""

import datetime as dt
import json

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from contributors.accounts.models import User
from contributors.accounts.roles import Role
from contributors.people.models import Connection, Person, PersonNote
from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import delivery
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from coproduce.rights import actions, queries
from coproduce.rights.erasing import outside, walk
from coproduce.rights.models import Erasure
from coproduce.rights.states import ErasureState
from tests import builders
from tests.projects.selection.interest.conftest import opened, sent

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.ERASURE_LIST = tmp_path / "erased"


@pytest.fixture
def here():
    return builders.organisation("North Trust")


@pytest.fixture
def staff(here):
    return builders.staff_user(Role.PPI_MANAGER, here, name="Priya")


@pytest.fixture
def ann(here, staff):
    user = builders.contributor_user(here, name="Ann Kestrel", email="kestrel@example.org")
    return user.person


def note(person, organisation, staff, words="Likes mornings"):
    return PersonNote.objects.create(
        person=person, organisation=organisation, written_by=staff, shared=False, words=words
    )


def send():
    delivery.deliver()


def test_a_wish_is_a_promise_to_answer_within_a_month(ann, here, staff):
    with time_machine.travel(dt.datetime(2027, 1, 31, 12, tzinfo=dt.UTC), tick=False):
        erasure = actions.ask(ann, here, by=ann.account)
    owed = Promise.objects.open().get(person=ann)
    assert (erasure.answer_by, owed.due_at.date(), owed.owner) == (
        dt.date(2027, 2, 28),
        dt.date(2027, 2, 28),
        staff.person,
    )
    with pytest.raises(TransitionRefused, match="asked already"):
        actions.ask(ann, here, by=ann.account)


@pytest.mark.parametrize(
    ("day", "month_later"),
    [
        (dt.date(2028, 1, 31), dt.date(2028, 2, 29)),
        (dt.date(2027, 12, 15), dt.date(2028, 1, 15)),
        (dt.date(2027, 3, 31), dt.date(2027, 4, 30)),
    ],
)
def test_a_month_is_a_calendar_month(day, month_later):
    assert queries.month_after(day) == month_later


def test_nobody_at_work_asks_their_own_organisation_here(staff, here):
    builders.connect(staff.person, here)
    with pytest.raises(TransitionRefused, match="You work here"):
        actions.ask(staff.person, here, by=staff)


def test_yes_is_done_once_the_letter_is_out(ann, here, staff):
    note(ann, here, staff)
    erasure = actions.ask(ann, here, by=ann.account)
    actions.agree(erasure, by=staff)
    assert not Promise.objects.open().filter(person=ann).exists()
    assert actions.carry_out_agreed() == 0  # the letter waits: its address is still needed
    send()
    letter = next(one for one in mail.outbox if "We erase" in one.subject)
    assert letter.to == ["kestrel@example.org"]
    assert "6 years" in letter.body
    assert actions.carry_out_agreed() == 1
    assert actions.carry_out_agreed() == 0
    gone = Person.objects.get(pk=ann.pk)
    assert (gone.name, gone.email, gone.address, gone.account) == ("[erased]", "", "", None)
    assert not PersonNote.objects.exists()
    assert not Connection.objects.filter(person=ann).exists()
    account = User.objects.get(pk=ann.account_id)
    assert (account.is_active, account.email) == (False, f"erased-{account.pk}@erased.invalid")
    assert set(Notification.objects.filter(recipient=ann).values_list("address", flat=True)) == {"[erased]"}


def test_what_waits_in_the_queue_does_not_go_out_any_more(ann, here, staff):
    erasure = actions.ask(ann, here, by=ann.account)
    actions.agree(erasure, by=staff)
    with time_machine.travel(clock.now() + actions.LETTER_WAITS + dt.timedelta(days=1)):
        assert actions.carry_out_agreed() == 1
    waiting = Notification.objects.filter(recipient=ann)
    assert {one.state for one in waiting} == {State.CANCELLED}
    send()
    assert [one for one in mail.outbox if "kestrel" in str(one.to)] == []


def test_money_on_its_way_comes_first(ann, here, staff):
    builders.policy(here)
    builders.sent_claim(ann, here, 8_40)
    erasure = actions.ask(ann, here, by=ann.account)
    with pytest.raises(TransitionRefused, match="Money is still on its way"):
        actions.agree(erasure, by=staff)
    assert Erasure.objects.get().status == ErasureState.ASKED


def test_no_has_a_reason_and_says_where_to_complain(ann, here, staff):
    erasure = actions.ask(ann, here, by=ann.account)
    actions.refuse(erasure, why_not="A court asked for it.", by=staff)
    send()
    letter = next(one for one in mail.outbox if "wish to be forgotten" in one.subject)
    assert "A court asked for it." in letter.body
    assert "Information Commissioner" in letter.body
    with pytest.raises(TransitionRefused, match="no longer do that"):
        actions.agree(erasure, by=staff)


def test_one_organisation_forgets_and_the_other_still_knows(ann, here, staff):
    other = builders.organisation("South Trust")
    builders.connect(ann, other)
    theirs = builders.staff_user(Role.PPI_MANAGER, other)
    note(ann, here, staff, "of the north")
    note(ann, other, theirs, "of the south")
    erasure = actions.ask(ann, here, by=ann.account)
    actions.agree(erasure, by=staff)
    send()
    assert actions.carry_out_agreed() == 1
    still = Person.objects.get(pk=ann.pk)
    assert (still.name, still.account) == ("Ann Kestrel", ann.account)
    assert list(PersonNote.objects.values_list("words", flat=True)) == ["of the south"]
    assert list(Connection.objects.filter(person=ann).values_list("organisation", flat=True)) == [other.pk]


def test_two_people_of_one_mailbox_do_not_lose_it_together(ann, here, staff):
    both = builders.person("Bob", email="kestrel@example.org", organisation=here, account=ann.account)
    actions.agree(actions.ask(ann, here, by=ann.account), by=staff)
    send()
    assert actions.carry_out_agreed() == 1
    account = User.objects.get(pk=ann.account_id)
    assert (account.is_active, account.email) == (True, "kestrel@example.org")
    assert Person.objects.get(pk=both.pk).account == account


def test_a_restored_backup_brings_nobody_back(ann, here, staff):
    before = {f: getattr(ann, f) for f in ("name", "email", "channel")}
    actions.agree(actions.ask(ann, here, by=ann.account), by=staff)
    send()
    actions.carry_out_agreed()
    line = json.loads((outside.Path(outside.settings.ERASURE_LIST) / outside.NAME).read_text())
    assert set(line) == {"person", "organisation", "on"}
    assert "Kestrel" not in str(line)

    Person.objects.filter(pk=ann.pk).update(**before)  # what a backup from before would hold
    builders.connect(ann, here)
    Erasure.objects.update(status=ErasureState.AGREED, done_at=None)
    call_command("erase_again")
    assert Person.objects.get(pk=ann.pk).name == "[erased]"
    assert Erasure.objects.get().status == ErasureState.DONE
    assert not actions.erase_again(ann.ref, here.ref)


def test_a_torn_line_of_the_list_stops_nothing(ann, here):
    outside.note("aaaa", "bbbb")
    with (outside.Path(outside.settings.ERASURE_LIST) / outside.NAME).open("a") as file:
        file.write('{"person": "cc')
    assert list(outside.noted()) == [("aaaa", "bbbb")]


def test_staff_record_a_wish_for_somebody_without_email(client, here, staff):
    iris = builders.person("Iris", organisation=here)
    builders.sign_in(client, staff)
    day, path = clock.today(), reverse("rights:forget", args=[iris.ref])
    assert path in client.get(reverse("people:detail", args=[iris.ref])).text
    said = {"how": "phone", "said_on_0": day.day, "said_on_1": day.month, "said_on_2": day.year}
    assert client.post(path, {**said, "read_back": "yes"}).status_code == 302
    erasure = Erasure.objects.get(person=iris)
    assert erasure.asked_by == staff
    page = client.get(reverse("people:detail", args=[iris.ref]))
    assert reverse("rights:decide", args=[erasure.ref]) in page.content.decode()


def test_others_do_not_learn_of_a_wish(client, ann, here, staff):
    erasure = actions.ask(ann, here, by=ann.account)
    stranger = builders.staff_user(Role.PPI_MANAGER, builders.organisation("South Trust"))
    builders.sign_in(client, stranger)
    assert client.get(reverse("rights:decide", args=[erasure.ref])).status_code == 404


def test_the_person_reads_it_all_in_the_portal_and_asks_there(client, ann, here, staff):
    builders.access_need(ann, "A ramp.")
    builders.sign_in(client, ann.account)
    assert b"What helps you take part" in client.get(reverse("my_data:overview")).content
    assert b"A ramp." in client.get(reverse("my_data:section", args=["needs"])).content
    assert client.get(reverse("my_data:section", args=["nonsense"])).status_code == 404
    taken = client.get(reverse("my_data:take", args=["json"]))
    assert b"A ramp." in taken.content
    assert client.get(reverse("my_data:take", args=["pdf"])).content.startswith(b"%PDF")
    assert HistoryEntry.objects.filter(verb="took a copy of my data", subject_id=ann.pk).count() == 2
    response = client.post(reverse("my_data:leave"), {"whom": here.ref}, follow=True)
    assert b"waits for an answer" in response.content
    assert Erasure.objects.get().person == ann


def test_staff_make_a_copy_with_a_proof_that_the_person_reads(client, here, staff):
    iris = builders.person("Iris Wren", organisation=here)
    note(iris, here, staff, "Prefers the phone")
    builders.sign_in(client, staff)
    url = reverse("rights:copy", args=[iris.ref])
    assert client.post(url, {"kind": "json", "proof": ""}).status_code == 200  # not without a proof
    assert not HistoryEntry.objects.filter(verb="prepared a copy of their data").exists()
    made = client.post(url, {"kind": "json", "proof": "She came by, I know her."})
    assert b"Prefers the phone" in made.content
    entry = HistoryEntry.objects.get(verb="prepared a copy of their data")
    assert (entry.by, entry.why) == (staff, "She came by, I know her.")


def test_nobody_waits_for_what_an_erased_person_sent():
    lead = builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")
    here = lead.person.connections.get().organisation
    project = builders.project(here, lead=lead.person, title="Letters", status="running")
    row = sent(opened(project, lead))
    Connection.objects.create(person=row.person, organisation=here)
    with transaction.atomic():
        walk.erase(row.person, here, by=None)
    row.refresh_from_db()
    assert (row.status, row.person, row.answers.count()) == ("withdrawn", None, 0)
    assert not Promise.objects.open().filter(kind="selection.answer").exists()


@pytest.mark.parametrize(("knows", "left"), [(True, "sent"), (False, "withdrawn")])
def test_what_waits_elsewhere_goes_with_the_last_who_knows_a_person(knows, left):
    """Whoever applied elsewhere is erased here: their wish there stays while somebody knows them."""
    here, elsewhere = builders.organisation("Here"), builders.organisation("Elsewhere")
    lead = builders.staff_user("ppi_manager", elsewhere, name="Mo Manager")
    project = builders.project(elsewhere, lead=lead.person, title="Letters", status="running")
    row = sent(opened(project, lead))
    Connection.objects.filter(person=row.person).delete()
    Connection.objects.create(person=row.person, organisation=here)
    if knows:
        Connection.objects.create(person=row.person, organisation=elsewhere)
    with transaction.atomic():
        walk.erase(row.person, here, by=None)
    row.refresh_from_db()
    assert row.status == left
