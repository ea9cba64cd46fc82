"""Equality answers stay in a database of their own (trust P3, section 6)."""

import datetime as dt
import logging
import re
from importlib import import_module

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connections, transaction
from django.urls import reverse

from contributors.monitoring import actions
from contributors.monitoring.models import MonitoringAnswer
from contributors.monitoring.store import actions as store
from contributors.monitoring.store import queries as answers
from contributors.people.models import Person
from coproduce.foundation.encryption import CannotOpen
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.idempotency.models import IdempotencyKey
from coproduce.foundation.notifications.models import Notification
from tests import builders

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])
CANARY = "CANARYWORDS"


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def user(trust):
    return builders.contributor_user(trust, name="Ann Canaryname", email="canary@example.org")


def everything(alias: str) -> str:
    """Every value of every table of a database, by raw SQL."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def answer_some(user) -> str:
    """Answer as the person, and return the token."""
    actions.answer(user.person, question="religion", answer="Any other religion", own_words=CANARY)
    actions.answer(user.person, question="sex", answer="Female")
    return actions._token_of(user.person)


def test_neither_database_tells_the_other_side(user, trust):
    project = builders.project(trust, title="Canaryproject")
    builders.team_member(project, user.person)
    token = answer_some(user)
    people, answers = everything("default"), everything("monitoring")
    assert token in answers  # the test looks in the right place
    assert "Any other religion" in answers
    for secret in (token, CANARY, "Any other religion"):
        assert secret not in people
    person = user.person
    for secret in ("Canary", "canary", person.ref, project.ref, "people_person", CANARY):
        assert secret not in answers
    columns = {field.name for field in MonitoringAnswer._meta.get_fields()}
    assert columns == {"id", "token", "unit", "question", "answer", "own_words", "quarter"}


def test_no_foreign_key_leads_in_or_out():
    fields = [field for field in MonitoringAnswer._meta.get_fields() if field.is_relation]
    assert fields == []
    with connections["monitoring"].cursor() as cursor:
        names = connections["monitoring"].introspection.table_names(cursor)
    assert "people_person" not in names
    with connections["default"].cursor() as cursor:
        assert "monitoring_monitoringanswer" not in connections["default"].introspection.table_names(cursor)


def test_the_token_opens_for_its_own_person_only(user, trust):
    answer_some(user)
    other = builders.contributor_user(trust)
    Person.objects.filter(pk=other.person.pk).update(
        equality_token=Person.objects.get(pk=user.person.pk).equality_token
    )
    with pytest.raises(CannotOpen):
        actions.mine(other.person)


def test_nothing_remembers_that_or_when_somebody_answered(client, user, caplog):
    builders.sign_in(client, user)
    client.get(reverse("my_equality:overview"))
    with caplog.at_level(logging.INFO):
        address = reverse("my_equality:question", args=["religion"])
        client.post(
            address, {"answer": "Any other religion", "own_words": CANARY, "idempotency_key": "a" * 32}
        )
        client.post(reverse("my_equality:question", args=["sex"]), {"answer": "Female"})
    assert actions.mine(user.person)["religion"].own_words == CANARY  # the post was taken
    assert (HistoryEntry.objects.count(), IdempotencyKey.objects.count(), Notification.objects.count()) == (
        0,
        0,
        0,
    )
    assert CANARY not in str(dict(client.session)) + caplog.text
    assert "Any other religion" not in str(dict(client.session)) + caplog.text
    assert "equality" not in caplog.text


def test_time_is_kept_no_finer_than_the_quarter(user):
    answer_some(user)
    quarters = set(MonitoringAnswer.objects.values_list("quarter", flat=True))
    assert [len(quarter) for quarter in quarters] == [7]
    days = [dt.date(2027, 1, 1), dt.date(2027, 3, 31), dt.date(2027, 4, 1), dt.date(2027, 12, 31)]
    assert [answers.quarter_of(day) for day in days] == ["2027-Q1", "2027-Q1", "2027-Q2", "2027-Q4"]


def test_staff_pages_hold_no_answer(client, user, trust):
    answer_some(user)
    builders.sign_in(client, builders.staff_user("ppi_manager", trust))
    ref = user.person.ref
    for name, args in [("list", []), ("detail", [ref]), ("edit", [ref]), ("what_helps", [ref])]:
        page = client.get(reverse(f"people:{name}", args=args)).content.decode()
        assert CANARY not in page
        assert "Any other religion" not in page
    own = client.get(reverse("my_equality:answers")).content.decode()
    assert CANARY not in own  # the manager's own summary is the manager's


def test_answers_cannot_select_people(user):
    with pytest.raises(FieldError):
        Person.objects.filter(monitoringanswer__answer="Female")


def test_the_order_of_rows_is_thrown_away_at_a_release(user, trust):
    for number in range(12):
        other = builders.contributor_user(trust, name=f"Pat {number}")
        actions.answer(other.person, question="sex", answer="Male")
    before = list(MonitoringAnswer.objects.order_by("pk").values())
    place = "ctid" if connections["monitoring"].vendor == "postgresql" else "rowid"
    orders = set()
    for _time in range(3):
        store.shuffle()
        with connections["monitoring"].cursor() as cursor:
            cursor.execute(f"SELECT token FROM monitoring_monitoringanswer ORDER BY {place}")  # noqa: S608
            orders.add(tuple(row[0] for row in cursor.fetchall()))
    assert list(MonitoringAnswer.objects.order_by("pk").values()) == before
    assert len(orders) > 1


@pytest.mark.postgres
def test_a_role_with_the_door_alone_cannot_read_a_row(user):
    """What the web container's role may do: its own functions, nothing else (trust P3)."""
    functions = import_module("contributors.monitoring.migrations.0002_access_functions")
    token = answer_some(user)
    connection = connections["monitoring"]
    with transaction.atomic(using="monitoring"), connection.cursor() as cursor:
        cursor.execute("CREATE ROLE monitoring_web")
        cursor.execute(functions.GRANTS)
        cursor.execute("SET LOCAL ROLE monitoring_web")
        assert {one.answer for one in answers.get_mine(token).values()} == {"Any other religion", "Female"}
        for forbidden in (
            "SELECT * FROM monitoring_monitoringanswer",
            "DELETE FROM monitoring_monitoringanswer",
            "SELECT answers_tally('x')",
            "SELECT answers_shuffle()",
        ):
            with pytest.raises(Exception, match="permission denied"), transaction.atomic(using="monitoring"):
                cursor.execute(forbidden)
        cursor.execute("RESET ROLE")
        transaction.set_rollback(True, using="monitoring")


def test_answers_are_those_of_one_token_and_counts_those_of_one_organisation(user):
    token = answer_some(user)
    other = builders.contributor_user(builders.organisation("South Trust"))
    actions.answer(other.person, question="sex", answer="Male")
    assert {answer.answer for answer in answers.get_mine(token).values()} == {"Any other religion", "Female"}
    unit = MonitoringAnswer.objects.filter(token=token).values_list("unit", flat=True)[0]
    assert answers.tally(unit) == {"religion": {"Any other religion": 1}, "sex": {"Female": 1}}


@pytest.fixture
def outside(settings, tmp_path):
    settings.ERASURE_LIST = tmp_path / "erased"
    return tmp_path / "erased" / "stopped.txt"


def restored(rows, token):
    """Bring back what a backup from before the stop would hold."""
    MonitoringAnswer.objects.bulk_create(rows)
    assert len(answers.get_mine(token)) == 2


@pytest.mark.parametrize("which", ["answers", "both"])
def test_stopped_answers_do_not_come_back_with_a_backup(user, outside, which):
    person, token = user.person, answer_some(user)
    person.refresh_from_db()
    sealed, rows = person.equality_token, list(MonitoringAnswer.objects.all())
    other = builders.contributor_user(builders.organisation("South Trust"))
    actions.answer(other.person, question="sex", answer="Male")
    actions.stop(person)
    restored(rows, token)
    if which == "both":
        Person.objects.filter(pk=person.pk).update(equality_token=sealed)
    call_command("erase_again")
    assert answers.get_mine(token) == {}
    assert actions.mine(person) == {}
    assert Person.objects.get(pk=person.pk).equality_token == ""
    assert {one.answer for one in actions.mine(other.person).values()} == {"Male"}


def test_who_answers_anew_after_a_stop_keeps_the_new_answers(user, outside):
    answer_some(user)
    actions.stop(user.person)
    actions.answer(user.person, question="sex", answer="Male")
    call_command("erase_again")
    assert {one.answer for one in actions.mine(user.person).values()} == {"Male"}


def test_the_list_of_what_was_stopped_tells_neither_who_nor_when(user, outside):
    tokens = []
    for _time in range(4):
        tokens.append(answer_some(user))
        actions.stop(user.person)
    lines = outside.read_text().split()
    assert len(lines) == 4
    assert lines == sorted(lines)  # no order of time
    assert all(re.fullmatch("[0-9a-f]{64}", line) for line in lines)
    assert not any(token in outside.read_text() for token in tokens)


def test_a_full_disk_keeps_no_answers(user, outside, caplog):
    token = answer_some(user)
    outside.parent.write_text("no folder can stand here")
    actions.stop(user.person)
    assert answers.get_mine(token) == {}
    assert "could not be written" in caplog.text
    assert user.person.ref not in caplog.text
