"""The clock moved by years: what remains is what the table says, and a second run finds nothing to do."""

import datetime as dt

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from contributors.monitoring import actions as monitoring
from contributors.monitoring.store import queries as answers
from contributors.people.models import Connection, Person, PersonNote
from contributors.people.notifications import CONTACT_CHANGED
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.notifications.sending import delivery
from coproduce.rights.models import Erasure, HeldApart
from coproduce.rights.tasks import keep_to_times
from coproduce.rights.times import retention
from coproduce.rights.times.lines import LINES
from coproduce.rights.times.schedule import MODELS
from expenses.claims.models import ClaimLine
from expenses.payees.models import BankDetails
from projects.team.models import TeamMember
from tests import builders
from tests.architecture.world import standing
from tests.coproduce.rights import canaries

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])
NOW = dt.datetime(2026, 5, 12, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.ERASURE_LIST = tmp_path / "erased"


@pytest.fixture
def years_pass():
    """Move to so many months and days after the middle of May 2026, and run the night twice."""

    def run(*, months: int = 0, days: int = 0) -> dict[str, int]:
        there = NOW.replace(year=2026 + (4 + months) // 12, month=(4 + months) % 12 + 1) + dt.timedelta(
            days=days
        )
        with time_machine.travel(there, tick=False):
            first = retention.keep_to_times()
            delivery.deliver()
            retention.keep_to_times()  # what waited for its letter
            assert retention.keep_to_times() == {}, "a second run finds something to do"
        return first

    return run


@pytest.fixture
def ann():
    with time_machine.travel(NOW, tick=False):
        here = builders.organisation("North Trust")
        builders.staff_user("ppi_manager", here, name="Priya Wren")
        user = builders.contributor_user(here, name="Ann Kestrel", email="kestrel@example.org")
        project = builders.project(here)
        builders.team_member(project, user.person, joined_on=NOW.date())
        return user.person


def test_notes_are_deleted_after_two_years(ann, years_pass):
    with time_machine.travel(NOW):
        here = ann.connections.get().organisation
        staff = builders.staff_user("ppi_manager", here)
        PersonNote.objects.create(person=ann, organisation=here, written_by=staff, shared=True, words="x")
    years_pass(months=24)
    assert PersonNote.objects.count() == 1
    years_pass(months=24, days=1)
    assert PersonNote.objects.count() == 0


def test_messages_lose_address_and_text_after_a_year(ann, years_pass):
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        here = ann.connections.get().organisation
        iris = builders.person("Iris", email="iris@example.org", organisation=here)
        enqueue(CONTACT_CHANGED, to=iris, subject=iris, dedupe_key="x", organisation_id=here.pk)
        Notification.objects.filter(recipient=iris).update(state="cancelled")
    years_pass(months=12)
    assert Notification.objects.get(recipient=iris).address == "iris@example.org"
    years_pass(months=12, days=1)
    message = Notification.objects.get(recipient=iris)
    assert (message.address, message.params) == ("[erased]", {})


def test_equality_answers_go_a_year_after_the_last_role_ended(ann, years_pass):
    with time_machine.travel(NOW):
        monitoring.answer(ann, question="religion", answer="No religion")
    unit = ann.connections.get().organisation.ref
    years_pass(months=30)
    assert answers.answered_count(unit) == 1  # they are still on the project
    TeamMember.objects.filter(person=ann).update(left_on=NOW.date() + dt.timedelta(days=30))
    years_pass(months=12, days=30)
    assert answers.answered_count(unit) == 1
    years_pass(months=13)
    assert answers.answered_count(unit) == 0
    assert Person.objects.get(pk=ann.pk).equality_token == ""


def test_who_left_three_years_ago_is_told_and_erased(ann, years_pass):
    TeamMember.objects.filter(person=ann).update(left_on=NOW.date())
    years_pass(months=36)
    assert Person.objects.get(pk=ann.pk).name == "Ann Kestrel"
    years_pass(months=36, days=1)
    assert Person.objects.get(pk=ann.pk).name == "[erased]"
    erasure = Erasure.objects.get(person=ann)
    assert (erasure.asked_by, erasure.status) == (None, "done")
    assert not Connection.objects.filter(person=ann).exists()


def test_who_is_still_on_a_project_or_at_work_stays(ann, years_pass):
    years_pass(months=120)
    assert Person.objects.get(pk=ann.pk).name == "Ann Kestrel"
    assert Person.objects.filter(name="Priya Wren").exists()
    assert not Erasure.objects.exists()


def test_who_has_money_to_come_is_not_erased(ann, years_pass):
    TeamMember.objects.filter(person=ann).update(left_on=NOW.date())
    with time_machine.travel(NOW):
        here = ann.connections.get().organisation
        builders.policy(here)
        builders.sent_claim(ann, here, 8_40)
    years_pass(months=48)
    assert Person.objects.get(pk=ann.pk).name == "Ann Kestrel"


def test_bank_numbers_that_were_replaced_go_and_the_change_stays(ann, years_pass):
    with time_machine.travel(NOW):
        details = builders.bank_details(ann)
        BankDetails.objects.filter(pk=details.pk).update(status="superseded", status_since=NOW)
    years_pass(months=3)
    assert BankDetails.objects.get(pk=details.pk).tail
    years_pass(months=3, days=1)
    row = BankDetails.objects.get(pk=details.pk)
    assert (row.sealed_account_number, row.tail, row.fingerprint, row.version) == (
        "",
        "",
        "",
        details.version,
    )


def test_claims_keep_sums_and_lose_words_after_six_financial_years(ann, years_pass):
    with time_machine.travel(NOW):
        here = ann.connections.get().organisation
        builders.policy(here)
        claim = builders.sent_claim(ann, here, 8_40)
        ClaimLine.objects.filter(claim=claim).update(description="Bus to the clinic")
    years_pass(months=12 * 6)  # May 2032: the year that ended in March 2027 is not six years past
    assert ClaimLine.objects.get(claim=claim).description == "Bus to the clinic"
    years_pass(months=12 * 6 + 10)
    assert ClaimLine.objects.get(claim=claim).description == "Bus to the clinic"
    years_pass(months=12 * 6 + 11)  # April 2033
    line = ClaimLine.objects.get(claim=claim)
    assert (line.description, line.amount_pence) == ("[erased]", 8_40)


def test_history_forgets_why_after_seven_years_and_never_that_it_was_done(ann, years_pass):
    with time_machine.travel(NOW), transaction.atomic():
        history.record(ann, "changed", by=None, why="She asked")
    years_pass(months=84)
    assert HistoryEntry.objects.filter(why="She asked").exists()
    years_pass(months=84, days=1)
    entries = HistoryEntry.objects.filter(subject_type="people.Person", subject_id=ann.pk, verb="changed")
    assert list(entries.values_list("why", flat=True)) == ["[erased]"]


def test_a_file_that_belongs_to_nothing_goes_after_a_day(years_pass):
    with time_machine.travel(NOW, tick=False):
        lost = default_storage.save("sent/lost", ContentFile(b"x"))
    years_pass(days=0)
    assert default_storage.exists(lost)
    years_pass(days=2)
    assert not default_storage.exists(lost)


def test_what_the_law_held_apart_goes_in_its_time(ann, years_pass):
    here = ann.connections.get().organisation
    HeldApart.objects.create(
        organisation=here, person_ref="x", sealed="s", kept_until=NOW.date() + dt.timedelta(days=9)
    )
    years_pass(days=9)
    assert HeldApart.objects.exists()
    years_pass(days=10)
    assert not HeldApart.objects.exists()


def test_a_step_that_fails_stops_no_other(ann, years_pass, monkeypatch):
    def fails():
        raise RuntimeError

    monkeypatch.setattr(retention, "forget_equality", fails)
    with time_machine.travel(NOW):
        assert "equality: RuntimeError" in retention.keep_to_times()


def test_a_batch_is_not_the_end(ann, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    here = ann.connections.get().organisation
    staff = builders.staff_user("ppi_manager", here)
    for number in range(5):
        PersonNote.objects.create(
            person=ann, organisation=here, written_by=staff, shared=True, words=str(number), written_at=NOW
        )
    with time_machine.travel(NOW + dt.timedelta(days=800)):
        keep_to_times()
    assert not PersonNote.objects.exists()


def test_the_public_reads_the_table(client):
    page = client.get(reverse("rights:how_long"))
    assert page.status_code == 200
    for line in LINES.values():
        assert str(line.what) in page.content.decode().replace("&#x27;", "'")
    assert reverse("rights:how_long") in client.get(reverse("privacy")).content.decode()


def test_in_twenty_years_nothing_is_left_of_any_kind_that_has_its_time(django_db_setup, django_db_blocker):
    """Every model at once, with a row in it: `due` finds them all, forgets them, and finds no more."""
    with standing(django_db_blocker):
        meg = Person.objects.get(name="Meg Hughes")
        canaries.give_them_a_row_of_everything(meg)
        canaries.put_canaries(meg)
        canaries.let_everything_be_over(meg)
        with time_machine.travel(clock.now() + dt.timedelta(days=366 * 20), tick=False):
            before = {label: retention.due(label).count() for label in MODELS}
            retention.keep_to_times()
            assert {
                label: retention.due(label).count() for label in MODELS if retention.due(label).exists()
            } == {}
        timed = {label for label, kept in MODELS.items() if kept.dated and not LINES[kept.line].by_task}
        assert {label for label in timed if not before[label]} <= NEVER_IN_THIS_WORLD
        assert {"claims.Receipt", "history.HistoryEntry", "people.PersonNote"} <= {
            k for k, n in before.items() if n
        }


NEVER_IN_THIS_WORLD: set[str] = {
    *("admin.LogEntry", "notifications.DemoMail"),  # nobody wrote any
    *("people.Objection", "rights.Erasure"),  # not answered: their time has not begun
}
