"""Waiting until what was written is on the disk, and not only on its way there."""

import os
from pathlib import Path


def settle(path: str | Path) -> None:
    """Wait until a file is on the disk, or a folder knows the names in it. Raises OSError: some disks say
    only now that they are full.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
