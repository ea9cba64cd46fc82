"""The world of the matrix, told once for a module: each test's own changes are undone, the world stays."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests import builders
from tests.architecture.addresses import Address
from tests.architecture.world import World, standing


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with standing(django_db_blocker) as world:
        yield world


@pytest.fixture
def sign_in(world, db) -> Callable[[str], Client]:
    """Return a browser in which somebody of the world is signed in, the same one each time."""
    browsers: dict[str, Client] = {}

    def browser_of(role: str) -> Client:
        if role not in browsers:
            browsers[role] = Client(raise_request_exception=False)
            if role != "anonymous":
                builders.sign_in(browsers[role], world.users[role])
        return browsers[role]

    return browser_of


def who_sees_most(address: Address) -> str:
    """Return the role that an address is for."""
    if address.name.startswith(("my_", "portal:")):
        return "contributor"
    return "finance" if address.name.startswith(("payments:", "policies:")) else "ppi_manager"
