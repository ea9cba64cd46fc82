"""Chooses the database before anybody reads the settings (a conftest.py would be too late).

TEST_DB=sqlite    (default) files under var/
TEST_DB=postgres  a throw-away server, or the one DATABASE_URL already names
TEST_NAME=word    own databases, so that several people can test at once on one machine
TEST_SHARE=1/2    of the tests marked either_engine only the first half: CI gives the other to the other engine
TEST_TODAY=day    as if today were another day (tests/today.py)
"""

import hashlib
import os
import re
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path

import pytest

from tests import today

ROOT = Path(__file__).resolve().parent.parent
APPS = ("coproduce", "contributors", "projects", "expenses")


def choose_database() -> None:
    """Set the environment that coproduce/settings.py reads.

    Raises SystemExit if PostgreSQL is asked for but is not there: the run must not quietly become
    a SQLite run.
    """
    os.environ["COPRODUCE_TESTING"] = "1"
    os.environ.pop("COPRODUCE_ENV", None)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the tests' thread
    wanted = os.environ.get("TEST_DB", "sqlite")
    if wanted == "postgres":
        if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
            use_throw_away_postgres()
    elif wanted == "sqlite":
        for variable in ("DATABASE_URL", "MONITORING_DATABASE_URL"):
            os.environ.pop(variable, None)
    else:
        raise SystemExit(f"TEST_DB is {wanted!r}: use sqlite or postgres.")


def use_throw_away_postgres() -> None:
    from tests import services  # only now: it is not needed on SQLite

    socket = services.start_postgres()
    if socket is None:
        raise SystemExit(
            "TEST_DB=postgres, but no PostgreSQL is installed (Debian: apt-get install postgresql)."
        )
    server = f"postgres://test@{str(socket).replace('/', '%2F')}"
    os.environ["DATABASE_URL"] = f"{server}/coproduce"
    os.environ["MONITORING_DATABASE_URL"] = f"{server}/monitoring"


choose_database()
FAR = today.pretend()


def pytest_report_header(config: pytest.Config) -> str:
    from django.db import connections

    from coproduce.foundation import clock

    aliases = [f"{one.alias} {one.vendor} {one.settings_dict['TEST']['NAME']}" for one in connections.all()]
    today_is = f", today is {clock.uk(clock.now()):%A %Y-%m-%d %H:%M}" if FAR else ""
    return "databases: " + ", ".join(aliases) + today_is


def pytest_configure(config: pytest.Config) -> None:
    hash_passwords_quickly()
    today.move_database_clock(FAR)
    if not hasattr(config, "workerinput"):  # once, not in every xdist worker
        forget_outdated_databases()


def forget_outdated_databases() -> None:
    """Drop a kept SQLite test database whose migrations have been rewritten since.

    --reuse-db applies new migrations, but cannot see that an old one changed.
    """
    from django.conf import settings

    migrations = sorted(path for app in APPS for path in (ROOT / app).glob("**/migrations/0*.py"))
    current = hashlib.sha256(b"".join(path.read_bytes() for path in migrations)).hexdigest()
    for alias in settings.DATABASES.values():
        if not alias["ENGINE"].endswith("sqlite3"):
            continue
        name = Path(alias["TEST"]["NAME"])
        stamp = name.with_name(name.name + ".migrations")
        if stamp.exists() and stamp.read_text() == current:
            continue
        for path in [*name.parent.glob(f"{name.name}-*"), *name.parent.glob(f"{name.name}_gw*"), name]:
            path.unlink(missing_ok=True)
        stamp.write_text(current)


def hash_passwords_quickly() -> None:
    """A good hash is slow on purpose, and no password of a test is worth that."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    set_aside_other_engine(items)
    if share := os.environ.get("TEST_SHARE"):
        theirs = {id(item) for item in left_to_others(items, share)}
        config.hook.pytest_deselected(items=[item for item in items if id(item) in theirs])
        items[:] = [item for item in items if id(item) not in theirs]


def set_aside_other_engine(items: list[pytest.Item]) -> None:
    """Set aside what holds only on PostgreSQL. CI runs the suite on both, so nothing is lost."""
    from django.db import connection

    if connection.vendor != "postgresql":
        elsewhere = pytest.mark.skip(reason="holds only on PostgreSQL: TEST_DB=postgres")
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(elsewhere)


def left_to_others(items: list[pytest.Item], share: str) -> Iterator[pytest.Item]:
    """Return the tests marked either_engine that another share runs."""
    dealt = [item for item in items if item.get_closest_marker("either_engine")]
    mine = set(deal((item.nodeid for item in dealt), share))
    return (item for item in dealt if item.nodeid not in mine)


def deal(names: Iterable[Hashable], share: str) -> list:
    """Deal names in turn, as cards, and return those of one share: "1/2" is the first of two.

    All shares together are all names, each once. Raises SystemExit for a share that is none.
    """
    said = re.fullmatch(r"([1-9])/([1-9])", share)
    if not said or said[1] > said[2]:
        raise SystemExit(f"TEST_SHARE is {share!r}: use 1/2 or 2/2.")
    return list(names)[int(said[1]) - 1 :: int(said[2])]
