"""Every model that says it is append-only has its constraint, and the database refuses what it says."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.models import AppendOnly, HistoryEntry, Unchangeable
from coproduce.foundation.history.queries import entries_about
from tests import builders

pytestmark = pytest.mark.django_db


def append_only() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def test_every_append_only_model_has_its_constraint():
    assert HistoryEntry in append_only()
    bare = {
        model
        for model in append_only()
        if not any(isinstance(one, AppendOnlyConstraint) for one in model._meta.constraints)
    }
    assert bare == set(), "add AppendOnlyConstraint to Meta.constraints"


def test_history_is_neither_changed_nor_deleted():
    organisation = builders.organisation()
    entry = history.record(organisation, "made", by=None)
    with pytest.raises(Unchangeable):
        entry.save()
    with pytest.raises(Unchangeable):
        HistoryEntry.objects.filter(pk=entry.pk).update(verb="x")
    for statement in ("UPDATE history_historyentry SET verb = 'x'", "DELETE FROM history_historyentry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert list(entries_about(organisation).values_list("verb", flat=True)) == ["made"]


@pytest.mark.postgres
def test_history_is_not_truncated():
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE history_historyentry CASCADE")


def test_many_entries_are_recorded_in_one_statement(django_assert_num_queries):
    made = [builders.project(builders.organisation()) for _ in range(3)]
    rows = type(made[0]).objects.filter(pk__in=[project.pk for project in made])
    with django_assert_num_queries(1):
        assert history.record_all(rows, "looked at", by=None, why="a test") == 3
    assert [
        entries_about(one).values_list("verb", "organisation", "project", "why").get() for one in made
    ] == [("looked at", one.organisation_id, one.pk, "a test") for one in made]
