"""S3: what a form does not ask for changes nothing, however it is named.

Every page with a form is opened as everybody who may, filled in and sent twice, each time undone: as it
is, and with fields nobody asked for. What the database holds afterwards must be the same.
"""

import datetime as dt
import re
from collections.abc import Container
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, models, router, transaction
from django.test import Client

from tests import builders
from tests.answers import let_go
from tests.architecture.addresses import Address, addresses
from tests.architecture.world import World
from tests.trust import filling

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])

NUMBER, MONEY, DAY, REF = "987654321", "99999901", "1999-01-02", "zzzzzzzzzz"
EXTRA = {
    **dict.fromkeys(
        ["id", "pk", "person", "person_id", "organisation", "organisation_id", "project", "user"], NUMBER
    ),
    **dict.fromkeys(
        ["account", "by", "made_by", "approved_by", "approved_by_id", "decided_by", "owner", "lead"], NUMBER
    ),
    **dict.fromkeys(
        ["amount_pence", "pence", "total_pence", "fee_pence", "paid_pence", "version", "number"], MONEY
    ),
    **dict.fromkeys(
        ["made_at", "created_at", "approved_at", "decided_at", "sent_at", "kept_at", "ended_on"], DAY
    ),
    **dict.fromkeys(["is_staff", "is_superuser", "shares", "approved", "public", "confirmed"], "on"),
    **{
        "is_active": "",
        "role": "administrator",
        "status": "paid",
        "state": "sent",
        "side": "public",
        "ref": REF,
    },
}
ROLES = ("ppi_manager", "contributor", "finance", "administrator", "own_administrator")
PASSING = {"Session", "Device", "IdempotencyKey"}
"""What only passes through: sessions (of a device) and spent form tokens."""
MUST_BE_AMONG = {
    "people:add", "people:edit", "my_details:change", "my_details:add_need", "my_availability:add_weekly",
    "my_equality:question", "team:start", "team:edit", "scope:add_piece", "scope:add_influence",
    "resources:add_budget_line", "resources:add_activity", "meetings:plan", "meetings:edit", "call_me",
    "my_lines:add_receipt", "my_claims:new", "payments:start", "diversity:add"
}  # fmt: skip

Rows = dict[type[models.Model], dict[Any, tuple]]


def stored() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__name__ not in PASSING and model._meta.managed]


def everything() -> Rows:
    """Return every row of both databases by model and primary key, as the database gives it."""
    rows: Rows = {}
    for model in stored():
        columns = [field.column for field in model._meta.concrete_fields]
        key = columns.index(model._meta.pk.column)
        with connections[router.db_for_read(model)].cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(model._meta.db_table)}")  # noqa: S608
            rows[model] = {row[key]: row for row in cursor.fetchall()}
    return rows


def quoted(name: str) -> str:
    return f'"{name}"'


def bare(model: type[models.Model], name: str, value: Any) -> Any:
    """Return a value without what is different each time: numbers of new rows, references, moments."""
    field = model._meta.get_field(name)
    if isinstance(value, dt.datetime) and value.year != 1999:
        return "a moment"
    if field.primary_key or field.is_relation or name.endswith("_id"):
        return value if str(value) == NUMBER else value is not None
    if isinstance(field, models.FileField):
        return bool(value)
    if isinstance(value, dict | list):
        value = str(value)
    if isinstance(value, str) and value != REF:
        if hasattr(model, "privacy") and model.privacy.by_field().get(name) in ("secret", "bank", "special"):
            return bool(value)
        return re.sub(r"[2-9a-hjkmnp-z]{10}\b|[0-9a-f]{16,}|\d+", "#", value)
    return value


def changed(before: Rows, after: Rows) -> list[tuple[str, str, Any]]:
    """Return (model, column, value) of everything that was added or changed, and what went."""
    found = []
    for model, rows in after.items():
        kind, was = model.__name__, before[model]
        found += [(kind, "gone", True) for _ in was.keys() - rows.keys()]
        for pk, row in rows.items():
            if row != was.get(pk):
                found += [
                    (kind, name, bare(model, name, value))
                    for name, value in new_in(model, pk, row, was.get(pk))
                ]
    return sorted(found, key=str)


def new_in(model: type[models.Model], pk: Any, row: tuple, was: tuple | None) -> list[tuple[str, Any]]:
    """Return (field, value) of what is new in one row."""
    fields = model._meta.concrete_fields
    values = model._base_manager.filter(pk=pk).values().get() | opened(model, pk)
    return [
        (field.name, values[field.attname])
        for n, field in enumerate(fields)
        if was is None or row[n] != was[n]
    ]


def opened(model: type[models.Model], pk: Any) -> dict[str, str]:
    """Return what stands in the sealed fields of a row: sealed, the same words are different each time."""
    encrypted = getattr(model, "encrypted", None)
    if encrypted is None or encrypted.inside or encrypted.lasts:
        return {}
    return encrypted.open(model._base_manager.get(pk=pk))


def send(
    client: Client, path: str, sent: dict[str, Any], before: Rows
) -> tuple[str, list[tuple[str, str, Any]]]:
    """Send a form, return where it led ("" for nowhere) and what it changed, and undo it."""
    sent = {name: filling.photo() if hasattr(value, "read") else value for name, value in sent.items()}
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with transaction.atomic(), transaction.atomic("monitoring"):
        response = let_go(client.post(path, sent))
        found = changed(before, everything())
        transaction.set_rollback(True)
        transaction.set_rollback(True, "monitoring")
    client.cookies[settings.SESSION_COOKIE_NAME] = (
        session  # an answer may have changed its key, and that is undone
    )
    return re.sub(r"[2-9a-hjkmnp-z]{10}|\d+", "#", response.get("Location", "")), found


def sendable(
    world: World, client: Client, taken: Container[str]
) -> list[tuple[Address, str, dict[str, Any]]]:
    """Return every address with a form that may be opened here, with what to send, but those taken before."""
    found = []
    for one in addresses():
        if one.name in taken or one.name.startswith(("admin:", "account_", "mfa_", "openid", "social")):
            continue
        path = one.path(world.parts_for(one))
        if form := filling.open_form(client, path):
            found.append((one, path, filling.fill(form)))
    return found


@pytest.mark.either_engine  # what a form takes is decided before any row is read
def test_fields_that_nobody_asked_for_change_nothing(world):
    taken, wrong, refused = set(), {}, set()
    for role in ROLES:
        client = builders.sign_in(Client(), world.users[role])
        forms = sendable(world, client, taken)
        before = everything()
        for one, path, sent in forms:
            led, plain = send(client, path, sent, before)
            if not led or "/account/" in led:
                refused.add(one.name)
                continue
            taken.add(one.name)
            more = {name: value for name, value in EXTRA.items() if name not in sent}
            led_now, forged = send(client, path, sent | more, before)
            if led_now != led or forged != plain or touched(forged):
                wrong[f"{one.name} as {role}"] = [
                    led,
                    led_now,
                    *(set(map(str, plain)) ^ set(map(str, forged))),
                ]
    assert wrong == {}
    assert sorted(MUST_BE_AMONG - taken) == [], f"not sent at all; refused: {sorted(refused - taken)}"


def touched(found: list[tuple[str, str, Any]]) -> list[tuple[str, str, Any]]:
    """Return the columns that hold a value only the forged fields had."""
    return [row for row in found if any(mark in str(row[2]) for mark in (NUMBER, MONEY, DAY, REF))]


def test_a_forged_value_would_be_seen():
    """The comparison finds a number, an amount, a day and a reference where they do not belong."""
    organisation = builders.organisation()
    person = builders.person("Ada", organisation=organisation)
    before = everything()
    project = builders.project(organisation, lead=person)
    project.ref = REF
    project.starts_on = dt.date(1999, 1, 2)
    project.save()
    seen = touched(changed(before, everything()))
    assert seen == [("Project", "ref", REF), ("Project", "starts_on", dt.date(1999, 1, 2))]
