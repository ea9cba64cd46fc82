"""What the role of web and worker may do in the database: its work, and nothing to evidence (PostgreSQL)."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction

from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.database.erasing import MARK
from coproduce.foundation.database.roles import give_rights, too_strong
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.chain import actions as chain
from coproduce.foundation.history.chain.queries import Walk
from coproduce.foundation.history.models import ChainLink, HistoryEntry
from coproduce.keys.checks import refuse_at_start, role_owns_nothing
from tests import builders
from tests.expenses.payments.made import Finance

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ROLE = "coproduce_app"


@contextmanager
def as_web():
    """The rest of the transaction as web and worker: the role is made and given its rights as `migrate` does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'word'")
        assert give_rights()
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def refused(sql: str) -> str:
    with pytest.raises(DatabaseError) as why, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(why.value)


def test_the_product_works_as_this_role_up_to_money_paid():
    with as_web():
        finance = Finance()
        finance.claim(finance.payee())
        finance.run("recorded")
        assert chain.join_links() > 0
        assert list(Walk().broken()) == []
        assert too_strong(connection) == []


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE history_historyentry DISABLE TRIGGER USER",
        "ALTER TABLE payments_journalline DISABLE TRIGGER ALL",
        "SET LOCAL session_replication_role = replica",
        "DROP TRIGGER history_entry_append_only ON history_historyentry",
        'CREATE OR REPLACE FUNCTION "history_entry_append_only"() RETURNS trigger LANGUAGE plpgsql'
        " AS 'BEGIN RETURN NEW; END'",
        "UPDATE history_historyentry SET verb = 'x'",
        "DELETE FROM history_historyentry",
        "TRUNCATE history_historyentry CASCADE",
        "UPDATE payments_journalline SET amount_pence = 1",
        "DELETE FROM payments_journalentry",
        "INSERT INTO history_chainlink (table_name, column_names, ids, row_count, digest, previous, hash)"
        " VALUES ('t', 'c', '{}', 0, '', '', '')",
        "UPDATE history_chainlink SET digest = ''",
        "DELETE FROM history_chainlink",
        "DELETE FROM django_migrations",
        "CREATE TABLE mine (a int)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TRIGGER mine BEFORE INSERT ON people_person FOR EACH ROW EXECUTE FUNCTION history_entry_chained()",
        "ALTER TABLE people_person ADD mine int",
        "DROP TABLE people_person",
        f"ALTER ROLE {ROLE} SUPERUSER",
    ],
)
def test_evidence_and_its_triggers_are_out_of_reach(sql):
    with transaction.atomic():
        history.record(builders.person(), "added", by=None)
    with as_web():
        said = refused(sql)
    assert any(
        words in said
        for words in ("permission denied", "must be owner", "must be able", "must be superuser", "Only roles")
    )


def test_a_reason_may_be_erased_and_not_rewritten():
    with transaction.atomic():
        history.record(builders.person(), "added", by=None, why="Because")
    with as_web():
        assert "history_entry_append_only" in refused("UPDATE history_historyentry SET why = 'x'")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE history_historyentry SET why = %s", [MARK])
            assert cursor.rowcount == 1


def test_a_joined_link_stays_as_it_is():
    with transaction.atomic():
        history.record(builders.person(), "added", by=None)
    chain.join_links()
    with as_web():
        assert "chain_link_joined_once" in refused("UPDATE history_chainlink SET hash = ''")
    assert ChainLink.objects.exclude(position=None).exists()


def test_no_append_only_table_is_forgotten():
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if any(isinstance(one, AppendOnlyConstraint) for one in model._meta.constraints)
    ]
    assert len(tables) > 5
    assert HistoryEntry._meta.db_table in tables
    with as_web():
        for table in tables:
            assert "permission denied" in refused(f"DELETE FROM {table}")  # noqa: S608
            assert "permission denied" in refused(f"TRUNCATE {table}")


def test_an_owner_is_refused_at_the_start(settings):
    settings.DATABASE_ROLE_MAY_OWN = False
    assert {problem.id for problem in role_owns_nothing(None, databases=["default"])} == {"coproduce.E009"}
    with pytest.raises(ImproperlyConfigured, match="the role is too strong"):
        refuse_at_start()
    with as_web():
        assert role_owns_nothing(None, databases=["default"]) == []
