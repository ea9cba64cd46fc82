"""Bank details are nowhere in clear, and open only where they were sealed (trust S18)."""

import base64
import io
import logging

import pytest
from django.core.management import call_command
from django.db import connection

from coproduce.foundation.encryption import CannotOpen
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.keys import actions as keys
from expenses.payees import actions
from expenses.payees import actions as details
from expenses.payees.models import BankDetails
from expenses.payees.rules import ClearDetails
from tests import builders
from tests.keys import again

pytestmark = pytest.mark.django_db
NUMBERS = [f"{70_000_000 + 1_234_567 * n:08d}" for n in range(1, 21)]
SORT_CODE = "912384"


def everything_in_the_database() -> str:
    """Every row of every table as text, whatever model it belongs to."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the catalogue
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def hits(text: str) -> list[str]:
    return [
        number
        for number in [*NUMBERS, SORT_CODE, f"{SORT_CODE[:2]}-{SORT_CODE[2:4]}-{SORT_CODE[4:]}"]
        if number in text
    ]


def test_the_search_would_find_a_number_that_was_stored():
    builders.person(name=NUMBERS[0])
    assert hits(everything_in_the_database()) == [NUMBERS[0]]


def test_twenty_account_numbers_go_in_through_the_pages_and_are_found_nowhere(client, caplog):
    caplog.set_level(logging.DEBUG)
    trust = builders.organisation()
    users = [builders.contributor_user(trust) for _n in range(10)]
    for user, number in zip(users * 2, NUMBERS, strict=True):  # each person gives and then changes theirs
        builders.sign_in(client, user)
        change_by_pages(client, number)
    assert BankDetails.objects.count() == 20
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    outbox = "".join(
        "".join(render(message)) for message in Notification.objects.filter(kind="payees/details_changed")
    )
    assert Notification.objects.filter(kind="payees/details_changed").count() == 10
    sessions = str(dict(client.session))
    for place in (everything_in_the_database(), dump.getvalue(), caplog.text, outbox, sessions):
        assert hits(place) == []
    opened = {details.open_for_bank_file(row, by=None).account_number for row in BankDetails.objects.all()}
    assert opened == set(NUMBERS)


def change_by_pages(client, number: str) -> None:
    """Type, check and confirm bank details as a person does."""
    typed = {"account_name": "A Person", "sort_code": SORT_CODE, "account_number": number, "roll_number": ""}
    check = client.post("/my/bank/change/", typed)
    assert check.status_code == 200
    assert check["Cache-Control"] == "private, no-store"
    sealed = check.context["form"]["sealed"].value()
    assert hits(sealed) == []
    assert client.post("/my/bank/confirm/", {"sealed": sealed}).status_code == 302


def test_a_sealed_value_moved_to_another_row_does_not_open():
    trust = builders.organisation()
    mine, theirs = (builders.bank_details(builders.contributor_user(trust).person) for _n in range(2))
    BankDetails.objects.filter(pk=mine.pk).update(sealed_account_number=theirs.sealed_account_number)
    mine.refresh_from_db()
    with pytest.raises(CannotOpen):
        details.open_for_bank_file(mine, by=None)


def test_a_whole_row_given_to_another_person_does_not_open():
    trust = builders.organisation()
    row = builders.bank_details(builders.contributor_user(trust).person)
    BankDetails.objects.filter(pk=row.pk).update(person=builders.person())
    row.refresh_from_db()
    with pytest.raises(CannotOpen):
        details.open_for_bank_file(row, by=None)


def test_a_sealed_value_moved_to_another_field_does_not_open():
    row = builders.bank_details(builders.contributor_user(builders.organisation()).person)
    row.sealed_sort_code = row.sealed_account_number
    with pytest.raises(CannotOpen):
        details.open_for_bank_file(row, by=None)


def test_opening_is_written_down_without_numbers():
    user = builders.staff_user("finance", builders.organisation())
    row = builders.bank_details(builders.contributor_user(builders.organisation()).person)
    clear = details.open_for_bank_file(row, by=user)
    entry = HistoryEntry.objects.filter(verb="opened for a bank file").get()
    assert (entry.by, entry.subject_id, entry.detail) == (user, row.pk, {})
    assert repr(clear) == "ClearDetails(…)"


def keys_of_numbers() -> set[str]:
    """The ids of keys that still close an account number."""
    sealed = BankDetails.objects.values_list("sealed_account_number", flat=True)
    return {value.partition(":")[0] for value in sealed}


def stop_at_once(label: str, done: int, rows: int) -> None:
    raise KeyboardInterrupt


def test_keys_are_turned_row_by_row_and_the_old_one_may_go(settings, monkeypatch):
    trust = builders.organisation()
    rows = [builders.bank_details(builders.contributor_user(trust).person) for _n in range(3)]
    before = {row.pk: details.open_for_bank_file(row, by=None).account_number for row in rows}
    old = settings.FIELD_ENCRYPTION_KEYS
    newest = "next:" + base64.b64encode(b"n" * 32).decode()
    settings.FIELD_ENCRYPTION_KEYS = f"{newest},{old}"
    with monkeypatch.context() as stopped:
        stopped.setattr(keys, "CHUNK", 2)
        with pytest.raises(KeyboardInterrupt):
            keys.rotate_model(BankDetails, BankDetails.encrypted, stop_at_once)
    assert keys_of_numbers() == {"next", old.partition(":")[0]}
    assert [again(BankDetails), again(BankDetails)] == [1, 0]
    assert keys_of_numbers() == {"next"}
    after = {
        row.pk: details.open_for_bank_file(row, by=None).account_number for row in BankDetails.objects.all()
    }
    assert after == before


def test_the_same_account_typed_with_a_small_letter_has_one_fingerprint():
    common = {"account_name": "A", "sort_code": "010203", "account_number": "12345678"}
    assert len({ClearDetails(**common, roll_number=roll).fingerprint for roll in ("D/1 a", "D/1 A")}) == 1


def test_history_of_a_change_holds_no_number():
    person = builders.contributor_user(builders.organisation()).person
    builders.bank_details(person, account_number=NUMBERS[0])
    actions.save_details(
        person,
        clear=ClearDetails(account_name="x", sort_code="010203", account_number=NUMBERS[1]),
        by=person.account,
    )
    assert hits(" ".join(f"{e.detail} {e.why}" for e in HistoryEntry.objects.all())) == []
