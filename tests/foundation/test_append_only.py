"""Every model that says it is append-only has its wall in the database, whatever migrations did since."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from coproduce.foundation import history
from coproduce.foundation.history.models import AppendOnly, HistoryEntry, Unchangeable
from tests import builders

pytestmark = pytest.mark.django_db


def append_only() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def triggers_on(table: str) -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table]
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        return {row[0] for row in cursor.fetchall()}


def test_every_append_only_table_has_its_triggers():
    tables = {model._meta.db_table for model in append_only()}
    assert "foundation_historyentry" in tables
    bare = {
        table for table in tables if not {f"{table}_no_update", f"{table}_no_delete"} <= triggers_on(table)
    }
    assert bare == set(), "add AppendOnlyTriggers(table) in a migration of that app"


def test_history_is_neither_changed_nor_deleted():
    organisation = builders.organisation()
    entry = history.record(organisation, "made", by=None)
    with pytest.raises(Unchangeable):
        entry.save()
    with pytest.raises(Unchangeable):
        HistoryEntry.objects.filter(pk=entry.pk).update(verb="x")
    for statement in ("UPDATE foundation_historyentry SET verb = 'x'", "DELETE FROM foundation_historyentry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert list(history.of(organisation).values_list("verb", flat=True)) == ["made"]


@pytest.mark.postgres
def test_history_is_not_truncated():
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE foundation_historyentry CASCADE")


def test_many_entries_are_recorded_in_one_statement(django_assert_num_queries):
    made = [builders.project(builders.organisation()) for _ in range(3)]
    rows = type(made[0]).objects.filter(pk__in=[project.pk for project in made])
    with django_assert_num_queries(1):
        assert history.record_all(rows, "looked at", by=None, why="a test") == 3
    assert [history.of(one).values_list("verb", "organisation", "project", "why").get() for one in made] == [
        ("looked at", one.organisation_id, one.pk, "a test") for one in made
    ]
