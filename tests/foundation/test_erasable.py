"""What is only added to lets a personal value be erased, and nothing else, not even with SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from contributors.people.models import Connection, Person
from coproduce.foundation.database.erasing import MARK, NotErasable, erase_values, erased_value
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.models import HistoryEntry
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return history.record(builders.organisation(), "made", by=None, why="She was ill")


def sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_reason_is_replaced_by_the_mark(entry):
    assert erase_values(HistoryEntry.objects.filter(pk=entry.pk), {"why": MARK}) == 1
    entry.refresh_from_db()
    assert (entry.why, entry.verb) == (MARK, "made")


@pytest.mark.parametrize(
    ("change", "values"),
    [
        ("why = %s", ["She was well"]),
        ("why = %s", [""]),
        ("why = %s, verb = 'lost'", [MARK]),
        ("verb = %s", [MARK]),
        ("at = '2001-01-01', why = %s", [MARK]),
    ],
)
def test_no_other_change_goes_through(entry, change, values):
    with pytest.raises(DatabaseError):
        sql(f"UPDATE history_historyentry SET {change}", *values)  # noqa: S608
    entry.refresh_from_db()
    assert (entry.why, entry.verb) == ("She was ill", "made")


def test_what_is_erased_does_not_come_back(entry):
    erase_values(HistoryEntry.objects.filter(pk=entry.pk), {"why": MARK})
    with pytest.raises(DatabaseError):
        sql("UPDATE history_historyentry SET why = %s", "She was ill")


def test_a_number_has_no_value_that_stands_for_an_erased_one():
    assert erased_value(Person._meta.get_field("address")) == MARK
    with pytest.raises(NotErasable):
        erased_value(Connection._meta.get_field("since"))
