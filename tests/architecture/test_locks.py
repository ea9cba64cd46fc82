"""The locks say what pyproject.toml says, pin every file by hash, and name no package index."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
S3 = PROJECT["project"]["optional-dependencies"]["s3"]
GROUPS = PROJECT["dependency-groups"]

LOCKS = {
    "requirements.txt": RUNTIME,
    "requirements-s3.txt": RUNTIME + S3,
    "requirements-dev.txt": RUNTIME + GROUPS["dev"] + GROUPS["browser"],
}
PIN = re.compile(r"^([\w.-]+)==(\S+)[^\n]*((?:\n    --hash=sha256:\w{64}[ \\]*)*)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """Package and version of every pinned line that carries a hash."""
    text = (ROOT / name).read_text()
    return {canonicalize_name(package): version for package, version, hashes in PIN.findall(text) if hashes}


@pytest.mark.parametrize("name", LOCKS)
def test_every_declared_dependency_is_locked_at_an_allowed_version(name):
    locked = pins(name)
    wanted = [Requirement(line) for line in LOCKS[name]]
    outside = {
        one.name: locked.get(canonicalize_name(one.name))
        for one in wanted
        if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))
    }
    assert outside == {}


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(name):
    lines = re.findall(r"^[a-z0-9][\w.-]*", (ROOT / name).read_text(), re.MULTILINE)
    assert sorted(pins(name)) == sorted(canonicalize_name(line) for line in lines)


@pytest.mark.parametrize("name", [*LOCKS, "frontend/package-lock.json"])
def test_no_lock_names_a_host(name):
    assert "://" not in (ROOT / name).read_text()


def test_demo_tests_and_production_run_the_same_versions():
    runtime = pins("requirements.txt")
    for name in ("requirements-dev.txt", "requirements-s3.txt"):
        others = pins(name)
        assert {package: others[package] for package in runtime} == runtime
