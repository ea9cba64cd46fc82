"""Public references, which stand in an address and can be read out; and codes that people copy by hand.

A code is shown once, long enough that nobody guesses it, and kept as a hash alone.
"""

import re
import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

from coproduce.foundation.encryption import code_hash

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i
LENGTH = 10  # 31**10 is about 8e14: not to be guessed, short enough to say


def new_ref() -> str:
    """Return a random reference of ten letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class RefField(_Text):
    """A unique random reference, set once when the row is made."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LENGTH)
        kwargs.setdefault("default", new_ref)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("editable", False)
        super().__init__(**kwargs)


class RefConverter:
    """Path converter `<ref:name>`: anything that is not a reference is a 404, never an error."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""No letter or digit that looks like another one on paper."""
CODE_LENGTH, IN_A_GROUP = 20, 4
"""98 bits: nobody guesses it."""


def new_code() -> str:
    """Return a new code in groups, "ABCD-EFGH-…"."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _n in range(CODE_LENGTH))
    return "-".join(letters[place : place + IN_A_GROUP] for place in range(0, CODE_LENGTH, IN_A_GROUP))


def is_code(text: str) -> bool:
    """Say whether something typed has the shape of a code, with or without its lines."""
    return re.fullmatch(f"[{CODE_LETTERS}]{{{CODE_LENGTH}}}", _plain(text)) is not None


def hash_of_code(code: str, *, purpose: str) -> str:
    """Return what is kept of a code: a stolen table of them cannot be tried out."""
    return code_hash(_plain(code), purpose=purpose)


def _plain(code: str) -> str:
    """Return a code without spaces and lines, in capitals."""
    return re.sub(r"[\s-]+", "", code).upper()
