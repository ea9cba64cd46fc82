"""A word in every personal field of every model: all come back in the copy, none is left after an erasure."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from contributors.people.models import Connection, Person
from coproduce.foundation.database.erasing import MARK
from coproduce.foundation.encryption import decrypt
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.models import HistoryEntry
from coproduce.rights import copies
from coproduce.rights.erasing import walk
from coproduce.rights.models import HeldApart
from coproduce.rights.times.schedule import MODELS
from expenses.payments.ledger.models import JournalLine
from tests.architecture.world import standing
from tests.coproduce.rights import canaries

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"], transaction=False)

NO_ROW = {"claims.TopUp": "two lines of one claim; it names nobody"}
NOT_WITHOUT = {
    "people.Objection.answer": "only with who and when; what empties and copies `words` beside it does both",
    "scope.ScopeComment.answer": "only with who and when; what empties and copies `words` beside it does both",
    "claims.SecondLook.answer": "only with who and when; what empties and copies `words` beside it does both",
}
NOT_WITHOUT |= {
    "power_balance.Concern.sealed_answer": "only with who and when; what opens `sealed_words` opens it too"
}
NOT_OPENED = {"kept_forms.KeptForm.sealed": "with a key that their own browser has alone; for an hour"}
STAYS = {"claims.Receipt.file": "the law on accounts asks for receipts; deleted with the line of money"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with standing(django_db_blocker) as world:
        yield world


@pytest.fixture
def meg(world):
    """Meg, with a row of everything and a word in each; undone after each test."""
    with transaction.atomic(), transaction.atomic("monitoring"):
        meg = Person.objects.get(name="Meg Hughes")
        meg.nothing = canaries.give_them_a_row_of_everything(meg)
        meg.equality = canaries.answer_equality(meg)
        meg.why = canaries.word()
        history.record(meg, "changed", by=None, why=meg.why)
        meg.put = canaries.put_canaries(meg)
        put = Person.objects.get(pk=meg.pk)
        kind = ContentType.objects.get_for_model(Person)
        LogEntry.objects.create(
            user=meg.account, content_type=kind, object_id=str(meg.pk), object_repr=put.name, action_flag=2
        )
        put.put, put.nothing, put.why, put.equality = meg.put, meg.nothing, meg.why, meg.equality
        yield put
        transaction.set_rollback(True)
        transaction.set_rollback(True, "monitoring")


def test_the_person_has_a_row_of_every_kind(meg):
    assert set(meg.nothing) == set(NO_ROW)
    wanted = {
        f"{label}.{name}" for label, kept in MODELS.items() if kept.about for name in canaries.texts(label)
    }
    assert wanted - set(meg.put) == set(NOT_WITHOUT)


def test_every_word_about_me_comes_back_in_my_copy(meg):
    said = copies.as_json(copies.copy_for(meg)).decode()
    left_out = {field for field, words in meg.put.items() if not all(word in said for word in words)}
    assert left_out == set(NOT_OPENED)
    assert meg.equality in said
    assert json.loads(said)["format"] == "coproduce-my-data-1"


def test_a_copy_by_staff_holds_what_their_organisation_has_and_no_more(meg):
    first = Connection.objects.filter(person=meg).order_by("pk").first().organisation
    said = copies.as_json(copies.copy_by_staff(meg, first, needs=True)).decode()
    for field in ("people.Person.name", "people.AccessNeed.words", "claims.ClaimLine.description"):
        assert meg.put[field][0] in said
    never = [
        *("power_balance.PowerRating.words", "payees.RecognitionChoice.charity"),
        *("bookings.BookingRequest.words", "people.OnBehalf.words"),
    ]
    assert [field for field in never if any(word in said for word in meg.put.get(field, []))] == []
    assert meg.equality not in said


def test_no_word_is_left_after_an_erasure_but_for_what_the_law_keeps(meg):
    pence = sorted(JournalLine.objects.values_list("account", "amount_pence"))
    if connection.vendor == "postgresql":
        connection.check_constraints()
    for known in list(Connection.objects.filter(person=meg).select_related("organisation")):
        with transaction.atomic():
            walk.erase(Person.objects.get(pk=meg.pk), known.organisation, by=None)
    _after_commit()
    words = {word: field for field, found in meg.put.items() for word in found}
    words |= {meg.why: "history.HistoryEntry.why", meg.equality: "monitoring.MonitoringAnswer.own_words"}
    left = {
        f"{words[word]} in {place}"
        for place, text in canaries.everything().items()
        for word in words
        if word in text and words[word] not in STAYS and not _held_apart(place, words[word])
    }
    assert left == set()
    assert sorted(JournalLine.objects.values_list("account", "amount_pence")) == pence


def _held_apart(place: str, field: str) -> bool:
    """Say whether the law keeps a word where it was found: of money, and of the name that goes with it."""
    label = field.rpartition(".")[0]
    return place.startswith("opened rights.HeldApart") and (
        label in walk.APART or field == "people.Person.name"
    )


def _after_commit():
    """Run what waits for the end of the transaction that this test never commits."""
    while connection.run_on_commit:
        _ids, run, _robust = connection.run_on_commit.pop(0)
        run()


def test_what_the_law_keeps_is_sealed_apart(meg):
    description = meg.put["claims.ClaimLine.description"][0]
    for known in list(Connection.objects.filter(person=meg).select_related("organisation")):
        walk.erase(Person.objects.get(pk=meg.pk), known.organisation, by=None)
    opened = "".join(
        decrypt(row.sealed, bound_to=row.bound_to("sealed"))
        for row in HeldApart.objects.filter(person_ref=meg.ref)
    )
    assert description in opened
    assert meg.name in opened


def test_history_still_says_that_it_was_done(meg):
    before = HistoryEntry.objects.count()
    for known in list(Connection.objects.filter(person=meg).select_related("organisation")):
        walk.erase(Person.objects.get(pk=meg.pk), known.organisation, by=None)
    assert HistoryEntry.objects.count() >= before
    assert HistoryEntry.objects.filter(subject_type="people.Person", subject_id=meg.pk, why=MARK).exists()
    assert "people.Person" in MODELS
