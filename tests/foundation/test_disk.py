"""What is told to be kept is on the disk, and the folder knows its name, before anybody is told so."""

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from coproduce.foundation.database import stopped
from coproduce.foundation.uploads.storage import WholeFiles
from coproduce.rights.erasing import outside


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the disk was waited for, by name, and the renamings between."""
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def waited(handle: int) -> None:
        steps.append(f"kept {Path(os.readlink(f'/proc/self/fd/{handle}')).name}")
        fsync(handle)

    def renamed(source: str | Path, target: str | Path, **kwargs: int) -> None:
        steps.append(f"named {Path(target).name}")
        replace(source, target, **kwargs)

    monkeypatch.setattr(os, "fsync", waited)
    monkeypatch.setattr(os, "replace", renamed)
    return steps


def test_a_file_is_whole_before_it_has_its_name(tmp_path, settled):
    WholeFiles(location=tmp_path).save("paper.txt", ContentFile(b"words"))
    first, second, third = settled
    assert first.startswith("kept paper.txt.")
    assert first.endswith(".part")
    assert (second, third) == ("named paper.txt", f"kept {tmp_path.name}")


def test_a_list_outside_the_database_is_kept_with_its_name(tmp_path, settings, settled):
    settings.ERASURE_LIST = str(tmp_path)
    outside.note("person", "organisation")
    assert settled == [f"kept {outside.NAME}", f"kept {tmp_path.name}"]
    settled.clear()
    stopped.note("mark")
    assert settled[0] == f"kept {stopped.NAME}.new"
    assert settled[-1] == f"kept {tmp_path.name}"
