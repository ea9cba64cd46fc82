"""A password of the words of this work alone is among the first that somebody who knows the place would try.

The list is what OWASP ASVS 5.0.0 calls context-specific words (6.1.2, 6.2.11): the product, the field, its
bodies, and what people put before a year. A password may hold such a word among others.
"""

import functools
import hashlib
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_LISTED = """
    coproduce coproduction coproducing involve involvement engage engagement participate
    participation contribute contributor contributors partner partners partnership panel lay member
    members patient patients public carer carers people voice voices community ppi ppie pcpie
    inclusion research researcher study trial project nhs nihr hra nice icb trust hospital clinic
    ward health healthcare care medicine university charity network england scotland wales cymru
    ireland manager admin administrator finance approver staff team office welcome hello letmein
    login signin access secret pass password passphrase changeme temp temporary new my the our your
    and for of in to january february march april may june july august september october november
    december spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday
"""
WORDS = _LISTED.split()
LOOKS_LIKE = str.maketrans("0134578@$", "oieastbas")
NOT_LETTERS = re.compile(r"[^a-z]+")


@functools.cache
def _of_words() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")+")


def made_of_words(password: str) -> bool:
    """Say whether a password is words of this place and nothing else but figures and signs."""
    small = password.casefold()
    readings = {NOT_LETTERS.sub("", small), NOT_LETTERS.sub("", small.translate(LOOKS_LIKE))}
    return any(bool(letters) and _of_words().fullmatch(letters) is not None for letters in readings)


class NotOfWords:
    """Refuses such a password; Django's AUTH_PASSWORD_VALIDATORS names it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when it is made of these words alone."""
        if made_of_words(password):
            raise ValidationError(
                _("Someone who knows your work could guess this. Add a few words that are not about it."),
                code="password_of_words",
            )

    def get_help_text(self) -> str:
        """Return the sentence that stands beside the field."""
        return _("Do not use only words from your work, such as the name of your place and a year.")


class NotLeaked:
    """Refuses a password of a list that the operator names (LEAKED_PASSWORDS); nothing leaves this machine.

    The list has a line for each password, in order: its SHA-1 in capitals, and after a colon how often it was
    seen, as Have I Been Pwned gives it out.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when it is on the list, and OSError when the list cannot be read."""
        if settings.LEAKED_PASSWORDS and is_listed(password, Path(settings.LEAKED_PASSWORDS)):
            raise ValidationError(
                _("This password was stolen somewhere else, so other people know it. Choose another one."),
                code="password_leaked",
            )

    def get_help_text(self) -> str:
        """Return the sentence that stands beside the field."""
        return _("Do not use a password that you use somewhere else.")


def is_listed(password: str, path: Path) -> bool:
    """Say whether a list in order holds a password. A list of forty gigabytes takes some forty looks."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    low, high = 0, path.stat().st_size
    with path.open("rb") as file:
        while low < high:
            middle = (low + high) // 2
            file.seek(middle)
            if middle:
                file.readline()  # the rest of a line that began before
            line = file.readline()
            if not line or line[:40] > wanted:
                high = middle
            elif line[:40] == wanted:
                return True
            else:
                low = middle + 1
    return False
