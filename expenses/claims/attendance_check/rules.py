"""Whether somebody took part, in words."""

from dataclasses import dataclass
from typing import Any

from contributors.accounts.models import User


@dataclass(frozen=True)
class Look:
    """What the project says: yes, no, or (None) nothing yet; in words, and by whom."""

    came: bool | None
    words: str
    by: User | None = None
    at: Any = None
