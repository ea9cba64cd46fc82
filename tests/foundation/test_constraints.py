"""Constraints kept by triggers: found by makemigrations, and kept through every change of a table."""

import copy
from contextlib import nullcontext

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from django.db.utils import ConnectionHandler

from coproduce.foundation.database.constraints import (
    AppendOnlyConstraint,
    BaseTriggerConstraint,
    TriggerConstraint,
    WrittenOnceConstraint,
)

pytestmark = pytest.mark.django_db

KEPT = WrittenOnceConstraint(name="paper_written_once", except_fields=["open"])
NOT_BY_OWNER = TriggerConstraint(
    name="paper_not_by_owner",
    events=["insert", "update"],
    condition="""EXISTS (SELECT 1 FROM {library.Owner} owner
        WHERE owner.id = NEW.owner_id AND owner.account = NEW.decided_by)""",
    message="nobody decides on their own paper",
)
NOTE = AppendOnlyConstraint(name="note_append_only")
ID = ("id", models.BigAutoField(primary_key=True))


class Library:
    """Throw-away tables, changed by migration operations as `migrate` does it."""

    def __init__(self, database):
        self.database, self.state = database, ProjectState()
        self.apply(
            migrations.CreateModel("Owner", [ID, ("account", models.BigIntegerField())]),
            migrations.CreateModel(
                "Paper",
                [
                    ID,
                    ("owner_id", models.BigIntegerField()),
                    ("title", models.CharField(max_length=20)),
                    ("pages", models.IntegerField(default=1, db_default=1)),
                    ("decided_by", models.BigIntegerField(null=True)),
                    ("open", models.BooleanField(default=True, db_default=True)),
                ],
                options={"constraints": [KEPT, NOT_BY_OWNER]},
            ),
            migrations.CreateModel(
                "Note", [ID, ("words", models.TextField())], options={"constraints": [NOTE]}
            ),
        )
        self.sql("INSERT INTO library_owner (account) VALUES (7)")
        self.sql("INSERT INTO library_paper (owner_id, title) VALUES (1, 'a')")
        self.sql("INSERT INTO library_note (words) VALUES ('a')")

    def apply(self, *operations):
        """Run the operations as one migration."""
        with self.database.schema_editor() as editor:
            for operation in operations:
                before = self.state.clone()
                operation.state_forwards("library", self.state)
                operation.database_forwards("library", editor, before, self.state)

    def sql(self, statement):
        savepoint = transaction.atomic() if self.database is connection else nullcontext()
        with savepoint, self.database.cursor() as cursor:
            cursor.execute(statement)

    def refuses(self, *statements):
        for statement in statements:
            with pytest.raises(IntegrityError):
                self.sql(statement)
        return True


@pytest.fixture
def library():
    """The tables on the tests' PostgreSQL, or on a SQLite of their own: inside a transaction it remakes none."""
    if connection.vendor == "postgresql":
        yield Library(connection)
        return
    alone = ConnectionHandler(
        {"default": {"ENGINE": "coproduce.foundation.database.sqlite3", "NAME": ":memory:"}}
    )
    yield Library(alone["default"])
    alone["default"].close()


def test_what_the_constraints_say_is_refused(library):
    assert library.refuses(
        "UPDATE library_note SET words = 'b'",
        "DELETE FROM library_note",
        "UPDATE library_paper SET title = 'b'",
        "UPDATE library_paper SET title = 'b', open = NOT open",
        "DELETE FROM library_paper",
        "INSERT INTO library_paper (owner_id, title, decided_by) VALUES (1, 'b', 7)",
    )
    library.sql("UPDATE library_paper SET open = NOT open, title = title")
    library.sql("INSERT INTO library_paper (owner_id, title, decided_by) VALUES (1, 'b', 8)")


@pytest.mark.parametrize(
    "field",
    [
        models.CharField(max_length=9, null=True),
        models.CharField(max_length=9, default=""),
        models.CharField(max_length=9, db_default=""),
    ],
    ids=["null", "default", "db_default"],
)
def test_a_new_column_is_covered_at_once(library, field):
    library.apply(
        migrations.AddField("Paper", "colour", copy.deepcopy(field)),
        migrations.AddField("Note", "colour", copy.deepcopy(field)),
    )
    assert library.refuses(
        "UPDATE library_paper SET colour = 'red'",
        "UPDATE library_paper SET title = 'b'",
        "UPDATE library_note SET colour = 'red'",
        "DELETE FROM library_note",
    )
    library.sql("UPDATE library_paper SET open = NOT open")


def test_triggers_outlive_changes_of_fields(library):
    library.apply(
        migrations.AlterField("Paper", "title", models.CharField(max_length=40, unique=True)),
        migrations.AlterField("Note", "words", models.CharField(max_length=40)),
        migrations.RenameField("Note", "words", "text"),
        migrations.RemoveField("Paper", "pages"),
    )
    assert library.refuses(
        "UPDATE library_paper SET title = 'b'",
        "UPDATE library_paper SET owner_id = 2",
        "DELETE FROM library_paper",
        "UPDATE library_note SET text = 'b'",
    )
    library.sql("UPDATE library_paper SET open = NOT open")


def test_a_table_that_another_ones_trigger_reads_can_be_remade(library):
    library.apply(
        migrations.AddField("Owner", "name", models.CharField(max_length=9, default="")),
        migrations.AlterField("Owner", "account", models.IntegerField(unique=True)),
    )
    assert library.refuses("INSERT INTO library_paper (owner_id, title, decided_by) VALUES (1, 'b', 7)")


def test_a_constraint_is_added_and_removed(library):
    library.apply(
        migrations.RemoveConstraint("Paper", KEPT.name), migrations.RemoveConstraint("Note", NOTE.name)
    )
    library.sql("UPDATE library_paper SET title = 'b'")
    library.sql("DELETE FROM library_note")
    library.apply(migrations.AddConstraint("Paper", WrittenOnceConstraint(name=KEPT.name, fields=["title"])))
    assert library.refuses("UPDATE library_paper SET title = 'c'", "DELETE FROM library_paper")
    library.sql("UPDATE library_paper SET pages = 2")


@pytest.mark.postgres
def test_a_removed_constraint_leaves_no_function(library):
    library.apply(migrations.RemoveConstraint("Paper", NOT_BY_OWNER.name))
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'paper_%'")
        assert cursor.fetchall() == [(KEPT.name,)]


def test_the_table_of_an_app_that_the_migration_does_not_know_is_found(library):
    seen = TriggerConstraint(
        name="note_of_nobody",
        events=["insert"],
        condition="NOT EXISTS (SELECT 1 FROM {people.Person}) OR EXISTS (SELECT 1 FROM {gone.Thing})",
        message="nobody is there",
    )
    model = library.state.apps.get_model("library", "note")
    [condition] = seen.refusals(model, "sqlite").values()
    assert f'"{apps.get_model("people.Person")._meta.db_table}"' in condition
    assert '"gone_thing"' in condition


@pytest.mark.parametrize(
    "changed",
    [
        WrittenOnceConstraint(name=KEPT.name, except_fields=["open", "title"]),
        WrittenOnceConstraint(name=KEPT.name, except_fields=["open"], when="OLD.pages > 1"),
        WrittenOnceConstraint(name=KEPT.name, except_fields=["open"], deletable=True),
        AppendOnlyConstraint(name=KEPT.name),
    ],
    ids=["fields", "when", "deletable", "kind"],
)
def test_makemigrations_sees_a_changed_constraint(library, changed):
    assert operations_between(library.state, library.state.clone()) == []
    after = library.state.clone()
    after.models["library", "paper"].options["constraints"] = [changed, NOT_BY_OWNER]
    removed, added = operations_between(library.state, after)
    assert (type(removed), type(added)) == (migrations.RemoveConstraint, migrations.AddConstraint)
    assert added.constraint == changed


def operations_between(before, after):
    detector = MigrationAutodetector(before, after, MigrationQuestioner(specified_apps={"library"}))
    changes = detector.changes(graph=MigrationGraph())
    return [one for migration in changes.get("library", []) for one in migration.operations]


@pytest.mark.parametrize("constraint", [KEPT, NOT_BY_OWNER, NOTE], ids=lambda one: one.name)
def test_a_constraint_is_written_to_a_migration_and_read_again(constraint):
    text, imports = MigrationWriter.serialize(constraint)
    names = {}
    exec("\n".join(imports), names)  # noqa: S102  # what a migration file does
    assert eval(text, names) == constraint  # noqa: S307
    assert constraint.clone() == constraint


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: WrittenOnceConstraint(name="x"),
        lambda: WrittenOnceConstraint(name="x", fields=["a"], except_fields=["b"]),
        lambda: TriggerConstraint(name="x", events=[], condition="TRUE", message=""),
        lambda: TriggerConstraint(name="x", events=["truncate"], condition="TRUE", message=""),
    ],
)
def test_a_constraint_that_says_nothing_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Name either|Not events"):
        wrong()


def test_checks_find_unknown_fields_and_models(library):
    paper = library.state.apps.get_model("library", "paper")
    wrong = WrittenOnceConstraint(name="x", fields=["titel"])
    assert [one.id for one in wrong._check(paper, library.database)] == ["coproduce.E010"]
    assert [one.id for one in NOT_BY_OWNER._check(paper, library.database)] == ["coproduce.E011"]
    assert KEPT._check(paper, library.database) == []


def test_checks_of_the_project_pass_on_every_database():
    call_command("check", databases=["default"], verbosity=0)


# --- The constraints of the project ------------------------------------------------------------

# Constraint: the events it refuses. A rule leaves this list with a decision, not with a migration.
REFUSED = {
    "history_entry_chained": "insert",
    "journal_entry_chained": "insert",
    "journal_line_chained": "insert",
    "chain_link_written_once": "update delete truncate",
    "chain_link_joined_once": "update delete truncate",
    "run_moves_forward": "update",
    "payment_result_moves_forward": "update",
    "payment_line_lives_with_its_payment": "update",
    "claim_line_approved_stays": "update",
    "claim_line_approved_is_kept": "delete",
    "claim_decided_by_staff": "update",
    "claim_line_decided_by_staff": "update",
    "journal_line_comes_with_its_entry": "insert",
    "criterion_stays_once_open": "insert update delete",
    "scoring_plan_stays_once_open": "insert delete",
    **dict.fromkeys(["choosing_rule_before_opening", "kept_group_before_opening"], "insert update delete"),
    **dict.fromkeys(
        ["draw_list_written_once", "draw_drawn_once", "lot_append_only"], "update delete truncate"
    ),
    "place_moves": "update",
    "place_not_above_number": "insert update",
    "scoring_end_stays": "update delete",
    **dict.fromkeys(
        ["declared_conflict_stays", "scoring_bar_stays_once_open", "scoring_begins_once"], "update"
    ),
    **dict.fromkeys(["score_none_after_lock", "lock_is_whole", "talk_before_the_end"], "insert"),
    **dict.fromkeys(["score_goes_with_its_text", "lock_goes_with_its_text"], "delete"),
    **dict.fromkeys(
        [
            *("history_entry_append_only", "promise_date_append_only", "promise_owner_append_only"),
            *("claim_answer_append_only", "on_behalf_append_only", "signed_paper_append_only"),
            *("sign_off_append_only", "sign_off_answer_append_only", "diversity_release_append_only"),
            *("sign_off_ask_append_only", "closing_append_only", "promise_escalation_append_only"),
            *("role_agreement_append_only", "review_result_append_only"),
            *("journal_entry_append_only", "journal_line_append_only", "left_out_append_only"),
            *("payment_result_append_only", "payment_confirmation_append_only", "payment_reply_append_only"),
            *("advance_use_append_only", "declaration_append_only", "statement_match_append_only"),
            *("run_reconciled_append_only", "relative_append_only", "top_up_append_only"),
            *("payment_written_once", "payment_line_written_once", "bank_file_written_once"),
            *("report_line_written_once", "file_settings_written_once"),
        ],
        "update delete truncate",
    ),
    **dict.fromkeys(
        [
            *("advance_stays", "offered_role_stands", "offered_role_is_no_draft_again"),
            *("run_not_released_to_oneself", "administrator_look_never_changed"),
            *("score_stays_once_locked", "lock_stays", "talk_stays_after_the_end"),
        ],
        "update",
    ),
    **dict.fromkeys(
        [
            *("claim_own_decision", "claim_line_own_decision", "claim_of_a_relative"),
            *("claim_line_of_a_relative", "advance_own", "bank_own_check"),
            *("rate_one_version", "mileage_one_version", "second_look_by_somebody_else"),
            *("score_by_who_may", "redaction_by_no_scorer", "file_redaction_by_no_scorer"),
        ],
        "insert update",
    ),
    **dict.fromkeys(
        ["rate_in_force_stays", "mileage_rate_in_force_stays", "expense_rule_in_force_stays"],
        "insert update delete",
    ),
    "policy_in_force_stays": "delete",
    "administrator_look_kept_its_time": "delete",
    "on_behalf_of_somebody_else": "insert",
    "journal_entry_balances": "insert",
    "journal_line_balances": "insert",
}


def of_the_project():
    """Every constraint kept by triggers, by its name, with its model."""
    return {
        one.name: (one, model)
        for model in apps.get_models()
        for one in model._meta.constraints
        if isinstance(one, BaseTriggerConstraint)
    }


def test_every_rule_stands_on_a_model():
    refused = {
        name: " ".join(one.refusals(model, "sqlite")) for name, (one, model) in of_the_project().items()
    }
    assert refused == REFUSED


def test_every_rule_stands_in_the_database_and_nothing_else_does():
    assert triggers() == set().union(*(expected(*one) for one in of_the_project().values()))


def triggers():
    """Return (table, trigger) of every trigger in the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        return set(cursor.fetchall())


def expected(constraint, model):
    table, events = model._meta.db_table, constraint.refusals(model, connection.vendor)
    if connection.vendor == "postgresql":
        names = [constraint.name, *([f"{constraint.name}_truncate"] if "truncate" in events else [])]
    else:
        names = [f"{constraint.name}_{event}" for event in events if event != "truncate"]
        names = [] if constraint.deferred else names
    return {(table, name) for name in names}
