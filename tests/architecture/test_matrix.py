"""Who gets what answer at which address: matrix.csv says, this walks every address and compares.

A cell holds the answers to GET and to an empty POST: a status, "in" (sent to sign in), "again"
(asked to show again who they are) or "302". An address without a row fails.
The parts of the site are tests of their own, in one world that is built once.
`WRITE_MATRIX=1` writes what is answered now, to be read line by line before it is committed.
"""

import csv
import datetime as dt
import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from coproduce import health
from tests import builders
from tests.architecture.addresses import Address, addresses
from tests.architecture.world import ROLES, World, standing

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])
MATRIX = Path(__file__).with_name("matrix.csv")
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "TRACE")


@pytest.fixture(autouse=True)
def however_long_the_world_stands(monkeypatch):
    """Nothing is late: on a busy machine the world is older than five minutes when its turn comes."""
    monkeypatch.setattr(health, "LATE_AFTER", dt.timedelta(days=1))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with standing(django_db_blocker) as world:
        world.clients = {role: client_of(world, role) for role in ROLES}
        yield world


def client_of(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    return client if role == "anonymous" else builders.sign_in(client, world.users[role])


def answer(client: Client, method: str, path: str) -> str:
    """Return what one request is answered with; whatever it did is undone, sign-outs included."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic(), transaction.atomic("monitoring"):
        response = client.generic(method, path)
        transaction.set_rollback(True)
        transaction.set_rollback(True, "monitoring")
    client.cookies = cookies
    if response.status_code in (301, 302):
        to = urlsplit(response.url).path
        return {reverse("account_login"): "in", reverse("account_step_up"): "again"}.get(to, "302")
    return str(response.status_code)


def answers(world: World, address: Address) -> dict[str, str]:
    path = address.path(world.parts_for(address))
    row = {"url": address.name}
    for role, client in world.clients.items():
        row[role] = " ".join(answer(client, method, path) for method in ("GET", "POST"))
    return row


def rows() -> dict[str, dict[str, str]]:
    with MATRIX.open(newline="") as file:
        return {row["url"]: row for row in csv.DictReader(file)}


def part_of(name: str) -> str:
    """Return the part of the site an address belongs to: its namespace, in the admin also its app."""
    space, _, last = name.rpartition(":")
    return f"admin {last.partition('_')[0]}" if space == "admin" else space or "top"


def addresses_of(part: str) -> list[Address]:
    return [one for one in addresses() if part_of(one.name) == part]


each_part = pytest.mark.parametrize("part", sorted({part_of(name) for name in rows()}))


def test_every_address_has_a_row_and_every_row_an_address():
    assert sorted(rows()) == [one.name for one in addresses()]


@pytest.mark.skipif(not os.environ.get("WRITE_MATRIX"), reason="only when the matrix is written anew")
def test_write_the_matrix(world):
    with MATRIX.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["url", *ROLES], lineterminator="\n")
        writer.writeheader()
        writer.writerows(answers(world, one) for one in addresses())


@pytest.mark.either_engine
@each_part
def test_every_answer_is_as_the_matrix_says(world, part):
    expected = rows()
    wrong = []
    for one in addresses_of(part):
        said, found = expected.get(one.name, {}), answers(world, one)
        wrong += [
            f"{one.name} {role}: {found[role]}, not {said.get(role)}"
            for role in ROLES
            if said.get(role) != found[role]
        ]
    assert wrong == []


@pytest.mark.either_engine
@each_part
def test_no_other_method_does_anything(world, part):
    """PUT, PATCH, DELETE and TRACE are never served, not even to those who may most."""
    wrong = []
    for role in ("contributor", "ppi_manager"):
        client = world.clients[role]
        for one in addresses_of(part):
            path = one.path(world.parts_for(one))
            wrong += [
                f"{method} {one.name} as {role}: {found}"
                for method in OTHER_METHODS
                if (found := answer(client, method, path))
                not in ("302", "403", "404", "405", "again", "in", "429")
            ]
    assert wrong == []
