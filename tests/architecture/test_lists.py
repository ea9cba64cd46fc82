"""Every list: narrowed in the address, paged by key, the same queries for few rows and many, and the rows of its
spreadsheet are those of its page, for each role. The lists are those that are declared; a new one is walked too.
"""

import ast
import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from contributors.people.models import Person
from coproduce import urls  # noqa: F401  # loads every view, and with it every list
from coproduce.foundation import clock
from coproduce.foundation.documents.spreadsheet import Kind, inert
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.lists.actions import TAKEN
from coproduce.foundation.lists.registry import ListOf, declared
from coproduce.foundation.pages import paging
from projects.team.models import Project
from tests import builders
from tests.architecture.addresses import addresses
from tests.architecture.source import modules, nodes, said
from tests.architecture.world import ROLES, World, standing

pytestmark = [pytest.mark.django_db(databases=["default", "monitoring"]), pytest.mark.either_engine]
each_list = pytest.mark.parametrize("which", declared().values(), ids=lambda which: which.url)
HOSTILE = '=HYPERLINK("http://evil.example","Meg")'
ODD = "@SUM(1+1)*cmd|' /C calc'!A0"
FORMULA = tuple("=+-@\t\r")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world of the matrix, in which a person and a project have names that a spreadsheet might run."""
    with standing(django_db_blocker) as world:
        Person.objects.filter(name="Meg Hughes").update(name=HOSTILE)
        Project.objects.update(title=ODD)
        world.clients = {
            role: builders.sign_in(Client(), user) for role, user in world.users.items() if user is not None
        }
        yield world


def path_of(world: World, which: ListOf) -> str:
    address = next(one for one in addresses() if one.name == which.url)
    return address.path(world.parts_for(address))


def get(client: Client, path: str) -> HttpResponse:
    """Return an answer; what it wrote is undone."""
    with transaction.atomic(), transaction.atomic("monitoring"):
        response = client.get(path)
        transaction.set_rollback(True)
        transaction.set_rollback(True, "monitoring")
    return response


def all_rows(client: Client, path: str) -> list[Any]:
    """Return the rows of every page, from the first to the last."""
    rows, address = [], path
    while True:
        page = get(client, address).context["page"]
        rows += page.rows
        if not page.next_url:
            return rows
        address = path + page.next_url


def reader(world: World, which: ListOf) -> Client:
    """Return somebody who may see a list, signed in a moment ago."""
    path = path_of(world, which)
    likely = ("contributor",) if which.own else ("ppi_manager", "finance", "reporting")
    for role in (*likely, *world.users):
        client = builders.sign_in(Client(), world.users[role])
        if get(client, path).status_code == 200:
            return client
    raise AssertionError("nobody may see it: the test would hold for nothing")


def as_cell(value: Any, kind: Kind) -> Any:
    """Return a value as a spreadsheet gives it back."""
    if value is None or value == "":
        return None
    if kind is Kind.TEXT:
        return inert(str(value)) or None
    if kind is Kind.POUNDS:
        return float(Decimal(value) / 100)
    if isinstance(value, dt.datetime):
        here = clock.uk(value).replace(tzinfo=None, microsecond=0)
        return dt.datetime.combine(here, dt.time()) if kind is Kind.DAY else here
    return dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else value


def in_sheet(value: Any) -> Any:
    """Return a cell to the second: a spreadsheet keeps a moment as a fraction of a day."""
    if isinstance(value, dt.datetime):
        return (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return value


def test_nothing_is_paged_but_through_a_declared_list():
    pages = {where.rpartition(":")[0] for where, node in nodes(ast.Call) if said(node.func) == "paging.page"}
    assert pages == {"coproduce/foundation/lists/pages.py", "coproduce/foundation/notifications/demo.py"}
    assert "expenses/claims/tracking/lists.py" in modules()


@each_list
def test_a_list_shows_its_columns_or_says_why_it_stays(which):
    assert bool(which.columns) != bool(which.stays)
    titles = [str(column.title) for column in which.columns]
    assert len(set(titles)) == len(titles)


@each_list
def test_a_spreadsheet_has_the_rows_of_the_page_for_whoever_may_see_it(world, which):
    path = path_of(world, which)
    reader(world, which)
    for role, client in world.clients.items():
        sheet = get(client, f"{path}?as=spreadsheet")
        if sheet.status_code != 200:
            page = get(client, path)
            assert which.stays or page.status_code == sheet.status_code, role
            assert page.status_code != 200 or "as=spreadsheet" not in page.content.decode()
            continue
        assert not which.stays
        assert "attachment" in sheet["Content-Disposition"], role
        assert sheet["Cache-Control"] == "private, no-store"
        table = load_workbook(io.BytesIO(sheet.content)).worksheets[0]
        assert table.protection.sheet
        heads, *found = table.iter_rows()
        assert [cell.value for cell in heads] == [inert(str(column.title)) for column in which.columns]
        rows = all_rows(client, path)
        kinds = [column.kind for column in which.columns]
        expected = [[as_cell(column.of(row), column.kind) for column in which.columns] for row in rows]
        assert [[in_sheet(cell.value) for cell in row] for row in found] == expected, role
        assert len(kinds) == table.max_column
        for row in found:
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(FORMULA) or cell.data_type == "n"


@each_list
def test_taking_others_data_away_is_written_down(world, which):
    if which.stays:
        pytest.skip("it stays")
    client = reader(world, which)
    with transaction.atomic(), transaction.atomic("monitoring"):
        before = HistoryEntry.objects.filter(verb=TAKEN).count()
        client.get(f"{path_of(world, which)}?as=spreadsheet")
        entries = list(HistoryEntry.objects.filter(verb=TAKEN).order_by("-id"))
        transaction.set_rollback(True)
        transaction.set_rollback(True, "monitoring")
    if which.own:
        assert len(entries) == before
        return
    assert len(entries) > before
    assert entries[0].detail["list"] == which.url
    assert entries[0].detail["rows"] == len(all_rows(client, path_of(world, which)))


def fill(field: forms.Field) -> str:
    """Return an answer that fits few rows."""
    if isinstance(field, forms.ChoiceField):
        return str([value for value, _words in field.choices if value][-1])
    return "on" if isinstance(field, forms.BooleanField) else "zzqxzzqx"


@each_list
def test_filters_stand_in_the_address_and_stay_while_one_turns_pages(world, which):
    path = path_of(world, which)
    client = reader(world, which)
    everything = {row.pk for row in all_rows(client, path)}
    form = get(client, path).context["page"].form
    assert form is not None, "a list without a filter"
    asked = [field for field in form.visible_fields() if field.name not in ("order", "organisation")]
    assert asked
    for field in asked:
        value = fill(field.field)
        if not value:
            continue
        page = get(client, f"{path}?{field.name}={value}")
        shown = page.context["page"]
        assert shown.filtered, field.name
        assert str(shown.form[field.name].value()) in (value, "True"), field.name
        assert (field.name, value) in shown.kept
        assert {row.pk for row in shown.rows} <= everything or "status" in field.name
        words = page.content.decode()
        if not shown.rows:
            assert "Clear the filters" in words, field.name
            assert f'href="{path}"' in words
        elif not which.stays:
            assert f"{field.name}={value}" in shown.sheet_url


@each_list
def test_a_page_asks_as_often_for_many_rows_as_for_few(world, which, monkeypatch):
    path = path_of(world, which)
    client = reader(world, which)
    turn, counts = paging.page, {}
    for size in (1, 30):
        monkeypatch.setattr(
            paging,
            "page",
            lambda rows, request, *, key, size=size, at=size: turn(rows, request, key=key, size=at),
        )
        get(client, path)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            get(client, path)
        counts[size] = len(caught)
    assert counts[30] <= counts[1]


def test_the_roles_walked_are_all_there_are(world):
    assert set(world.clients) == set(ROLES) - {"anonymous"}
