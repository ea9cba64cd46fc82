"""Production starts safe or not at all; and what the papers tell people to type exists."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands

from tests.architecture import production
from tests.architecture.source import ROOT

pytestmark = pytest.mark.either_engine  # processes with an environment of their own, and papers

LOOK = """
import json, django; django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, reverse
def routed(name):
    try: return bool(reverse(name))
    except NoReverseMatch: return False
from coproduce.celery import app
said = {name: getattr(settings, name) for name in %s}
said["routed"] = [name for name in ("demo_sign_in", "postbox") if routed(name)]
said["accepted"] = sorted(app.conf.accept_content)
said["result_backend"] = app.conf.result_backend
print(json.dumps(said, default=str))
"""
ASKED = [
    "DEBUG", "DEMO", "TESTING", "PRODUCTION", "ALLOWED_HOSTS", "USE_X_FORWARDED_HOST", "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_DOMAIN",
    "SESSION_COOKIE_PATH", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_DOMAIN", "SECURE_SSL_REDIRECT",
    "CELERY_TASK_SERIALIZER", "CELERY_TASK_IGNORE_RESULT", "OUTBOX_TRANSPORT", "EMAIL_BACKEND",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "SESSION_SERIALIZER",
]  # fmt: skip


def test_the_check_of_production_finds_nothing(tmp_path):
    done = production.manage("check", "--deploy", "--fail-level", "WARNING", var=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "no issues" in done.stdout


def test_production_is_what_it_must_be(tmp_path):
    done = production.run(
        "-c", LOOK % ASKED, var=tmp_path, DJANGO_SETTINGS_MODULE="coproduce.settings", DEBUG="true"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "DEBUG": False,
        "DEMO": False,
        "TESTING": False,
        "PRODUCTION": True,
        "ALLOWED_HOSTS": [production.HOST],
        "USE_X_FORWARDED_HOST": False,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_PATH": "/",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_DOMAIN": None,
        "SECURE_SSL_REDIRECT": True,
        "CELERY_TASK_SERIALIZER": "json",
        "CELERY_TASK_IGNORE_RESULT": True,
        "OUTBOX_TRANSPORT": "coproduce.foundation.notifications.sending.smtp.Transport",
        "EMAIL_BACKEND": "coproduce.foundation.notifications.sending.backend.OneRecipient",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "SESSION_SERIALIZER": "django.contrib.sessions.serializers.JSONSerializer",
        "routed": [],
        "accepted": ["json"],
        "result_backend": None,
    }


@pytest.mark.parametrize("name", production.SECRETS)
def test_production_does_not_start_without(name, tmp_path):
    done = production.run("-c", "import coproduce.settings", var=tmp_path, without=name)
    assert done.returncode != 0
    assert f"ImproperlyConfigured: Set {name}" in done.stderr


NAMES = {"SECRET_KEY": "SECRET_KEY", "FIELD_ENCRYPTION_KEYS": "FIELD_ENCRYPTION_KEYS"} | {
    "FINGERPRINT_KEYS": "FINGERPRINT_KEYS",
    "SITE_URL": "SITE_URL",
    "REDIS_URL": "CELERY_BROKER_URL",
}


@pytest.fixture(scope="module")
def demo_values(tmp_path_factory) -> dict[str, str]:
    """The demo's own values, as the demo itself says them: a changed one is tested as it now is."""
    look = f"import json, coproduce.settings as s; print(json.dumps([getattr(s, n) for n in {list(NAMES.values())}]))"
    bare = {"PATH": os.environ["PATH"], "COPRODUCE_VAR": str(tmp_path_factory.mktemp("demo"))}
    demo = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, env=bare, capture_output=True, text=True, check=True
    )
    return dict(zip(NAMES, json.loads(demo.stdout), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_production_does_not_start_with_the_value_of_the_demo(name, demo_values, tmp_path):
    done = production.run("-c", "import coproduce.settings", var=tmp_path, **{name: demo_values[name]})
    assert f"ImproperlyConfigured: Set {name}" in done.stderr


@pytest.mark.parametrize("name", ["DATABASE_URL", "MONITORING_DATABASE_URL"])
def test_production_does_not_start_on_sqlite(name, tmp_path):
    done = production.run("-c", "import coproduce.settings", var=tmp_path, **{name: "sqlite:///some.sqlite3"})
    assert f"{name} names SQLite" in done.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"OUTBOX_TRANSPORT": "coproduce.foundation.notifications.sending.backend.DemoPostbox"},
            "coproduce.E003",
        ),
        ({"REDIS_URL": "memory://other"}, "coproduce.E002"),
        ({"FIELD_ENCRYPTION_KEYS": "1:dG9vIHNob3J0"}, "coproduce.E004"),
        ({"FINGERPRINT_KEYS": "1:no base64"}, "FINGERPRINT_KEYS: pair 1: the key is not base64"),
        ({"SECRET_KEY": "short"}, "security.W009"),
        ({"ALLOWED_HOSTS": ""}, "security.W020"),
    ],
)
def test_the_check_of_production_refuses(changed, said, tmp_path):
    done = production.manage("check", "--deploy", "--fail-level", "WARNING", var=tmp_path, **changed)
    assert done.returncode != 0
    assert said in done.stderr


@pytest.mark.django_db(databases=["default", "monitoring"])
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


# --- What the papers tell people to type -----------------------------------------------------------

PAPERS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "Dockerfile", "docker-compose.yml", ".ci/run"]
RUN_S_OWN = {"setup", "test"}


def papers() -> dict[str, str]:
    docs = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").rglob("*.md"))]
    return {name: (ROOT / name).read_text() for name in [*PAPERS, *docs]}


def test_every_command_in_the_papers_exists():
    asked = {
        (name, word)
        for name, text in papers().items()
        for word in re.findall(r"(?:\./run|manage\.py) +([a-z_]+)\b", text)
    }
    known = {*get_commands(), *RUN_S_OWN}
    assert len(asked) > 5
    assert sorted((name, word) for name, word in asked if word not in known) == []


def test_every_switch_of_our_commands_in_the_papers_exists():
    """`./run demo --fresh`: asked of the command itself."""
    asked = {
        (word, switch)
        for text in papers().values()
        for word, switches in re.findall(
            r"(?:\./run|manage\.py) +([a-z_]+)((?: +--[a-z-]+(?: +\d+)?)+)", text
        )
        for switch in re.findall(r"--[a-z-]+", switches)
        if word not in RUN_S_OWN
    }
    helps = {
        word: subprocess.run(
            [sys.executable, "manage.py", word, "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for word in {word for word, _ in asked}
    }
    assert [(word, switch) for word, switch in sorted(asked) if switch not in helps[word]] == []


def test_run_says_what_it_can_do():
    said = subprocess.run([ROOT / "run", "--help"], capture_output=True, text=True, check=True).stdout
    assert [word for word in ("./run ", "./run test", "./run setup", "./run demo") if word not in said] == []


@pytest.mark.parametrize("name", ["run", ".ci/run", "manage.py"])
def test_what_people_start_can_be_started(name):
    assert os.access(ROOT / name, os.X_OK)


def test_the_script_of_ci_reads_as_a_script():
    assert subprocess.run(["sh", "-n", ROOT / ".ci/run"], check=False).returncode == 0


def test_every_file_a_paper_links_to_is_there():
    links = {
        (name, target.partition("#")[0])
        for name, text in papers().items()
        if name.endswith(".md")
        for target in re.findall(r"""(?:\]\(|src=")([^)"\s]+)""", text)
        if "://" not in target and not target.startswith(("#", "mailto:"))
    }
    missing = [
        (name, target) for name, target in sorted(links) if not ((ROOT / name).parent / target).exists()
    ]
    assert missing == []


def test_every_path_in_the_papers_is_there():
    """`projects/scope`, `tests/architecture/matrix.csv`: named in back-quotes, so people will look for it."""
    tops = {path.name for path in ROOT.iterdir() if path.is_dir()}
    named = {
        (name, word)
        for name, text in papers().items()
        if name.endswith(".md")
        for word in re.findall(r"`([\w./-]+/[\w./-]*)`", text)
        if word.split("/")[0] in tops
    }
    assert [(name, word) for name, word in sorted(named) if not (ROOT / word).exists()] == []


def test_every_setting_people_are_told_to_fill_in_is_read():
    told = re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    readers = [
        ROOT / "coproduce/settings.py",
        ROOT / "docker-compose.yml",
        *sorted((ROOT / "docker").rglob("*")),
    ]
    text = "\n".join(path.read_text() for path in readers if path.is_file())
    assert told
    assert [name for name in told if not re.search(rf"\b{name}\b", text)] == []


def test_compose_gives_production_every_secret():
    compose = (ROOT / "docker-compose.yml").read_text()
    assert [name for name in production.SECRETS if f"{name}:" not in compose] == []


def test_the_tests_know_that_they_are_tests():
    assert (settings.TESTING, settings.DEMO, settings.PRODUCTION) == (True, False, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HELP_PHONE", "0117 496 0123"),
        ("HELP_PHONE", "01174960123"),
        ("HELP_EMAIL", "involvement@example.org"),
        ("HELP_EMAIL", "Involvement@Example.ORG"),
        ("DEFAULT_FROM_EMAIL", "Coproduce <involvement@example.org>"),
    ],
)
def test_the_check_of_production_refuses_the_help_line_of_the_demo(name, value, tmp_path):
    done = production.manage("check", "--deploy", var=tmp_path, **{name: value})
    assert done.returncode != 0
    assert f"{name}: that is the demo's" in done.stderr


@pytest.mark.parametrize("name", ["HELP_PHONE", "HELP_EMAIL", "DEFAULT_FROM_EMAIL"])
def test_the_check_of_production_asks_for_a_help_line(name, tmp_path):
    done = production.run("manage.py", "check", "--deploy", var=tmp_path, without=name)
    assert done.returncode != 0
    assert f"{name}: that is the demo's" in done.stderr


def test_the_readme_starts_production_with_what_it_needs():
    said = (ROOT / "README.md").read_text()
    [start] = [line for line in said.splitlines() if line.startswith("docker compose") and " up " in line]
    assert ("--build" in start, "--profile proxy" in start) == (True, True)
