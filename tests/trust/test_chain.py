"""History and journal, changed past the application: the verifier names the first broken link (trust S19)."""

import json

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from coproduce.foundation.database.erasing import MARK, erase_values
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.chain import actions as chain
from coproduce.foundation.history.chain.queries import Walk, broken_heads, chained_tables
from coproduce.foundation.history.models import ChainLink, HistoryEntry
from coproduce.foundation.history.tasks import join_links, keep_head
from expenses.payments.ledger.models import JournalEntry, JournalLine
from tests import builders, triggers
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evidence(settings, tmp_path):
    settings.EVIDENCE_DIR = str(tmp_path / "evidence")
    return tmp_path / "evidence" / "heads.jsonl"


@pytest.fixture
def written():
    """History and journal of a run that was paid; the chain is joined up."""
    finance = Finance()
    for _n in range(3):
        finance.claim(finance.payee())
    finance.run("recorded")
    chain.join_links()


def broken() -> list[str]:
    return list(Walk().broken())


def past_the_application(sql: str, *values) -> None:
    """What the owner of the tables can do who switches triggers off."""
    deferred("IMMEDIATE")  # no table is altered while a deferred trigger waits
    with triggers.disabled(connection), connection.cursor() as cursor:
        cursor.execute(sql, values)
    deferred("DEFERRED")


def deferred(when: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


def entries() -> list[int]:
    return list(HistoryEntry.objects.order_by("id").values_list("pk", flat=True))


def test_the_tables_of_evidence_are_chained():
    assert chained_tables() == sorted(
        model._meta.db_table for model in (HistoryEntry, JournalEntry, JournalLine)
    )


def test_every_row_stands_in_a_link_and_nothing_is_broken(written):
    assert broken() == []
    rows = HistoryEntry.objects.count() + JournalEntry.objects.count() + JournalLine.objects.count()
    assert sum(ChainLink.objects.values_list("row_count", flat=True)) == rows > 10
    assert list(ChainLink.objects.order_by("position").values_list("position", flat=True)) == list(
        range(1, ChainLink.objects.count() + 1)
    )


def test_joining_twice_joins_once(written):
    before = list(ChainLink.objects.values_list("position", "hash"))
    join_links()
    assert list(ChainLink.objects.values_list("position", "hash")) == before


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("history_historyentry", "verb = 'another deed'"),
        ("history_historyentry", "detail = '{\"a\": 1}'"),
        ("payments_journalline", "amount_pence = amount_pence + 1"),
        ("payments_journalentry", "source_id = source_id + 1000"),
    ],
)
def test_an_altered_row_is_named(written, table, change):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} ORDER BY id")  # noqa: S608
        second = cursor.fetchall()[1][0]
    past_the_application(f"UPDATE {table} SET {change} WHERE id = %s", second)  # noqa: S608
    [found] = broken()
    assert found.startswith(table)
    assert "changed after it was added" in found


def test_an_erased_reason_breaks_nothing(written):
    """The chain says who did what, to which row, when. The words are guarded by the trigger (0031)."""
    with transaction.atomic():
        history.record(builders.person(), "added", by=None, why="She was ill")
    join_links()
    assert erase_values(HistoryEntry.objects.filter(why="She was ill"), {"why": MARK}) == 1
    assert broken() == []


def test_an_altered_row_is_named_before_its_link_is_joined_too(written):
    with transaction.atomic():
        one = history.record(builders.person(), "added", by=None)
    past_the_application("UPDATE history_historyentry SET verb = 'x' WHERE id = %s", one.pk)
    [found] = broken()
    assert f"[{one.pk}," in found
    assert "not joined yet" in found


def test_a_deleted_row_is_named(written):
    third = entries()[2]
    past_the_application("DELETE FROM history_historyentry WHERE id = %s", third)
    [found] = broken()
    assert f"the first is {third}" in found


def test_a_row_slipped_in_is_named(written):
    copied = "at, by_id, verb, subject_type, subject_id, organisation_id, project_id, why, detail"
    sql = f"INSERT INTO history_historyentry (id, {copied}) SELECT 900000, {copied} FROM history_historyentry"  # noqa: S608
    past_the_application(f"{sql} WHERE id = %s", entries()[0])
    assert broken() == ["history_historyentry 900000: was added past the chain"]


def test_two_rows_swapped_are_both_named(written):
    first, second = entries()[:2]
    verbs = dict(HistoryEntry.objects.values_list("pk", "verb"))
    for one, other in ((first, second), (second, first)):
        past_the_application(
            "UPDATE history_historyentry SET verb = %s, why = 'swapped' WHERE id = %s", verbs[other], one
        )
    assert len(broken()) >= 1


def test_a_link_made_to_fit_a_changed_row_is_named(written):
    link = ChainLink.objects.order_by("position")[3]
    past_the_application("UPDATE history_chainlink SET digest = %s WHERE id = %s", "0" * 64, link.pk)
    assert broken()[0] == f"link {link.position} was changed"


def test_a_link_taken_out_is_named(written):
    link = ChainLink.objects.order_by("position")[3]
    past_the_application("DELETE FROM history_chainlink WHERE id = %s", link.pk)
    assert broken()[0] == f"link {link.position} is missing"


def test_an_end_cut_off_is_seen_from_outside_only(written, evidence):
    keep_head()
    last = ChainLink.objects.order_by("-position")[:4]
    for link in list(last):
        first, after = json.loads(link.ids.strip("{}").replace(")", "]"))
        past_the_application(f"DELETE FROM {link.table_name} WHERE id >= %s AND id < %s", first, after)  # noqa: S608
        past_the_application("DELETE FROM history_chainlink WHERE id = %s", link.pk)
    assert broken() == []
    [found] = broken_heads()
    assert "was cut off" in found


def test_a_chain_made_anew_is_seen_from_outside(written, evidence):
    keep_head()
    past_the_application("UPDATE history_historyentry SET verb = 'x' WHERE id = %s", entries()[0])
    past_the_application("DELETE FROM history_chainlink")
    past_the_application(
        "INSERT INTO history_chainlink (table_name, column_names, ids, row_count, digest, previous, hash)"
        " VALUES ('history_historyentry', 'id', '{}', 0, %s, '', '')",
        "0" * 64,
    )
    chain.join_links()
    assert "is gone" in next(broken_heads()) or "made anew" in next(broken_heads())


def test_heads_outside_grow_line_by_line(written, evidence):
    keep_head()
    with transaction.atomic():
        history.record(builders.person(), "added", by=None)
    keep_head()
    first, second = (json.loads(line) for line in evidence.read_text().splitlines())
    assert second["position"] > first["position"]
    assert list(broken_heads()) == []


def test_the_command_names_the_first_broken_link_and_ends_with_one(written, capsys):
    past_the_application("DELETE FROM history_historyentry WHERE id = %s", entries()[0])
    with pytest.raises(SystemExit):
        call_command("audit")
    report = {row["invariant"]: row for row in json.loads(capsys.readouterr().out)}
    assert "deleted" in report["evidence.chain_is_whole"]["examples"][0]
