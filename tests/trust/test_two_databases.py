"""The databases as `docker/postgres` makes them: who may connect where, and what the web may read (P3)."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import services
from tests.architecture import production
from tests.architecture.source import ROOT

SCRIPT = ROOT / "docker" / "postgres" / "10-databases.sh"
PASSWORDS = (
    "COPRODUCE_DB_PASSWORD",
    "COPRODUCE_APP_DB_PASSWORD",
    "MONITORING_DB_PASSWORD",
    "MONITORING_WEB_DB_PASSWORD",
    "MONITORING_JOBS_DB_PASSWORD",
)
PUT = "SELECT answers_put('t', 'unit', 'sex', 'Female', '', '2026-Q4')"
READ = "SELECT answer FROM monitoring_monitoringanswer"


@dataclass
class Server:
    socket: Path

    def asks(self, role: str, database: str, sql: str) -> tuple[bool, str]:
        """Return (answered, what was said) of one question."""
        done = self.psql("--username", role, "--no-align", "--tuples-only", "--command", sql, database)
        return done.returncode == 0, (done.stdout or done.stderr).strip()

    def psql(self, *words: str) -> subprocess.CompletedProcess:
        psql = shutil.which("psql") or services.missing("psql")
        return subprocess.run(
            [psql, "--host", str(self.socket), *words], capture_output=True, text=True, check=False
        )

    def url(self, role: str, database: str) -> str:
        return f"postgres://{role}:word@{str(self.socket).replace('/', '%2F')}/{database}"


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Server:
    """A PostgreSQL set up by the script of compose, with the migrations of the owner run."""
    server = Server(services.start_postgres() or services.missing("postgresql"))
    environment = {"PGHOST": str(server.socket), "POSTGRES_USER": "test", "PATH": os.environ["PATH"]}
    subprocess.run(["sh", SCRIPT], env=environment | dict.fromkeys(PASSWORDS, "word"), check=True)
    done = production.manage(
        "migrate",
        "--database=monitoring",
        var=tmp_path_factory.mktemp("var"),
        DATABASE_URL=server.url("coproduce", "coproduce"),
        MONITORING_DATABASE_URL=server.url("monitoring", "monitoring"),
    )
    assert done.returncode == 0, done.stderr
    return server


@pytest.mark.parametrize(
    ("role", "database", "may"),
    [
        ("coproduce", "coproduce", True),
        ("coproduce", "monitoring", False),
        ("monitoring", "monitoring", True),
        ("monitoring", "coproduce", False),
        ("monitoring_web", "monitoring", True),
        ("monitoring_web", "coproduce", False),
        ("monitoring_jobs", "monitoring", True),
        ("monitoring_jobs", "coproduce", False),
        ("coproduce_app", "coproduce", True),
        ("coproduce_app", "monitoring", False),
    ],
)
def test_each_role_reaches_one_database(server, role, database, may):
    answered, said = server.asks(role, database, "SELECT 1")
    assert answered is may, said


def test_the_web_puts_an_answer_and_cannot_read_the_rows(server):
    assert server.asks("monitoring_web", "monitoring", PUT) == (True, "")
    assert server.asks("monitoring", "monitoring", READ) == (True, "Female")
    answered, said = server.asks("monitoring_web", "monitoring", READ)
    assert (answered, "permission denied" in said) == (False, True), said


def test_the_worker_counts_answers_and_cannot_read_the_rows(server):
    assert server.asks("monitoring_jobs", "monitoring", "SELECT answers_shuffle()") == (True, "")
    answered, said = server.asks("monitoring_jobs", "monitoring", READ)
    assert (answered, "permission denied" in said) == (False, True), said


def test_the_role_of_web_and_worker_makes_nothing(server):
    for sql in ("CREATE TABLE mine (a int)", "CREATE TEMP TABLE mine (a int)", "CREATE SCHEMA mine"):
        answered, said = server.asks("coproduce_app", "coproduce", sql)
        assert (answered, "permission denied" in said) == (False, True), said


def test_no_container_of_compose_that_goes_on_running_holds_an_owners_password():
    compose = (ROOT / "docker-compose.yml").read_text()
    owners = {
        name
        for name in ("migrate", "web", "worker", "beat")
        if "environment: *owner"
        in compose.partition("services:")[2].partition(f"\n  {name}:")[2].partition("\n\n")[0]
    }
    assert owners == {"migrate"}
    shared = compose.partition("x-environment:")[2].partition("x-owner:")[0]
    assert "postgres://coproduce:" not in shared
    assert "postgres://monitoring:" not in shared


def test_web_and_beat_of_compose_may_use_the_access_functions_only():
    compose = (ROOT / "docker-compose.yml").read_text()
    may_use_functions = {
        name
        for name in ("migrate", "web", "worker", "beat")
        if "environment: *door" in compose.partition(f"\n  {name}:")[2].partition("\n\n")[0]
    }
    assert may_use_functions == {"web", "beat"}
