"""Files on our own disk: whole, or not there at all."""

import contextlib
import errno
import os
import secrets
from typing import Any

from django.core.files.storage import FileSystemStorage

from coproduce.foundation.database import disk

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageFull(OSError):
    """There is no space for the file. Nothing of it is left behind."""


class WholeFiles(FileSystemStorage):
    """Writes beside the final name and renames at the end, so that a full disk leaves no half file."""

    def _save(self, name: str, content: Any) -> str:
        """Return the stored name. Raises StorageFull when the disk is full, other errors as they come."""
        unfinished = f"{name}.{secrets.token_hex(4)}.part"
        try:
            written: str = super()._save(unfinished, content)  # type: ignore[misc]  # not in the stubs
            path = self.path(written)
            disk.settle(path)
            os.replace(path, self.path(name))  # names are random: no other file stands there
            disk.settle(os.path.dirname(path))
        except OSError as error:
            self._remove(unfinished)
            if error.errno in FULL:
                raise StorageFull(error.errno, "no space for the file") from error
            raise
        except BaseException:
            self._remove(unfinished)
            raise
        return name

    def _remove(self, name: str) -> None:
        with contextlib.suppress(OSError):
            os.unlink(self.path(name))
