"""The bill of materials names what the locks pin: all of it, nothing else, and how it hangs together."""

import json
from importlib import metadata

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from coproduce.management.commands.bill_of_materials import bill, locked
from tests.architecture.test_locks import PROJECT, pins

pytestmark = pytest.mark.either_engine  # files and installed packages


@pytest.fixture
def written(tmp_path):
    call_command("bill_of_materials", output=tmp_path / "bill.json")
    return json.loads((tmp_path / "bill.json").read_text())


def test_it_lists_what_is_locked_and_nothing_else(written):
    frontend = json.loads((settings.BASE_DIR / "frontend/package.json").read_text())["dependencies"]
    listed = {part["name"]: part["version"] for part in written["components"]}
    assert listed == locked((settings.BASE_DIR / "requirements.txt").read_text()) | frontend
    assert set(listed) - set(frontend) <= set(pins("requirements.txt"))
    for left_out in set(pins("requirements.txt")) - set(listed):  # for other versions of Python
        with pytest.raises(metadata.PackageNotFoundError):
            metadata.version(left_out)
    assert written["metadata"]["component"]["version"] == PROJECT["project"]["version"]


def test_every_part_says_its_licence_and_its_address(written):
    odd = [
        part["name"]
        for part in written["components"]
        if not part["purl"].endswith(f"{part['name']}@{part['version']}") or "not declared" in str(part)
    ]
    assert odd == []


def test_every_part_is_there_because_something_needs_it(written):
    needs = {row["ref"]: row["dependsOn"] for row in written["dependencies"]}
    reached, waiting = set(), [written["metadata"]["component"]["bom-ref"]]
    while waiting:
        ref = waiting.pop()
        if ref not in reached:
            reached.add(ref)
            waiting += needs.get(ref, [])
    assert sorted({part["bom-ref"] for part in written["components"]} - reached) == []


def test_the_same_locks_give_the_same_file(written):
    assert bill(settings.BASE_DIR, "requirements.txt") == written


@pytest.mark.parametrize(
    ("line", "said"), [("django==1.0", "is installed"), ("not-a-package-of-ours==1.0", "not installed")]
)
def test_what_is_not_installed_as_locked_is_refused(line, said, tmp_path):
    for name in ("pyproject.toml", "frontend"):
        (tmp_path / name).symlink_to(settings.BASE_DIR / name)
    (tmp_path / "lock.txt").write_text(f"{line} \\\n    --hash=sha256:00\n")
    with pytest.raises(CommandError, match=said):
        bill(tmp_path, "lock.txt")


def test_a_pin_of_another_system_is_left_out():
    text = "one==1.0 ; sys_platform == 'none' \\\n    --hash=sha256:00\ntwo==2.0 ; sys_platform != 'none'\n"
    assert locked(text) == {"two": "2.0"}
