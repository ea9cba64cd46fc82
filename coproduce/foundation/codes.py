"""Codes that people copy by hand: shown once, long enough that nobody guesses one, kept as a hash alone."""

import re
import secrets

from coproduce.foundation.encryption import code_hash

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""No letter or digit that looks like another one on paper."""
LENGTH, IN_A_GROUP = 20, 4
"""98 bits: nobody guesses it."""


def new_code() -> str:
    """Return a new code in groups, "ABCD-EFGH-…"."""
    letters = "".join(secrets.choice(LETTERS) for _n in range(LENGTH))
    return "-".join(letters[place : place + IN_A_GROUP] for place in range(0, LENGTH, IN_A_GROUP))


def is_code(text: str) -> bool:
    """Say whether something typed has the shape of a code, with or without its lines."""
    return re.fullmatch(f"[{LETTERS}]{{{LENGTH}}}", plain(text)) is not None


def hash_of(code: str, *, purpose: str) -> str:
    """Return what is kept of a code: a stolen table of them cannot be tried out."""
    return code_hash(plain(code), purpose=purpose)


def plain(code: str) -> str:
    """Return a code without spaces and lines, in capitals."""
    return re.sub(r"[\s-]+", "", code).upper()
