"""Reads one part of a policy file, and says where it is wrong. Every fault is told, not only the first."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coproduce.foundation.fields.dates import parse_date
from coproduce.foundation.fields.money import parse_pence
from coproduce.foundation.text import clean_line, clean_text

MOST_PENCE = 100_000_00

MOST_PENCE_A_MILE = 1_000

LONGEST_WORDS = 2_000


class FilePart:
    """One object of the file. What is asked for is taken out; what is left over at the end nobody knows."""

    def __init__(self, where: str, given: Any, faults: list[str]) -> None:
        self.where, self.faults = where, faults
        self.left = dict(given) if isinstance(given, dict) else {}
        if not isinstance(given, dict):
            self.wrong("", _("this must be an object in curly brackets"))

    def wrong(self, key: str, why: str) -> None:
        self.faults.append(f"{self.where}{f', “{key}”' if key else ''}: {why}")

    def words(self, key: str, longest: int = 200, *, needed: bool = False, lines: bool = False) -> str:
        """Return cleaned text, "" when there is none."""
        given = self.left.pop(key, None)
        if given is not None and not isinstance(given, str):
            self.wrong(key, _("this must be text in quotation marks"))
            return ""
        text = (clean_text if lines else clean_line)((given or "")[: 2 * LONGEST_WORDS])
        if needed and not text:
            self.wrong(key, _("this is missing"))
        if len(text) > longest:
            self.wrong(key, _("this must be %(n)s characters or fewer") % {"n": longest})
        return text[:longest]

    def one_of(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        """Return one of the known words."""
        words, given = list(known), self.left.pop(key, default)
        if given not in words:
            self.wrong(key, _("this must be one of: %(known)s") % {"known": ", ".join(words)})
            return words[0]
        return str(given)

    def pence(self, key: str, *, zero_allowed: bool = False, needed: bool = True) -> int | None:
        """Return whole pence of an amount in pounds: "12.50", or 12.5 without quotation marks."""
        given = self.left.pop(key, None)
        if given is None and not needed:
            return None
        if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
            self.wrong(key, _("this must be an amount in pounds, for example 12.50"))
            return 0
        try:
            return parse_pence(str(given).strip(), most=MOST_PENCE, zero_allowed=zero_allowed)
        except ValidationError as refusal:
            self.wrong(key, " ".join(refusal.messages))
            return 0

    def pence_a_mile(self, key: str) -> Decimal:
        """Return pence with up to two places: 45, or 46.9."""
        given = self.left.pop(key, None)
        exact = not isinstance(given, bool) and isinstance(given, int | Decimal)
        if not exact or not 0 < given <= MOST_PENCE_A_MILE or given * 100 % 1:
            limits = {"most": MOST_PENCE_A_MILE}
            self.wrong(key, _("this must be pence from 0.01 to %(most)s, without quotation marks") % limits)
            return Decimal(0)
        return Decimal(given)

    def whole(
        self, key: str, least: int, most: int, default: int | None = None, *, needed: bool = False
    ) -> int | None:
        """Return a whole number within limits; the default (or None) when the key is not there."""
        given = self.left.pop(key, default)
        if given is None:
            if needed:
                self.wrong(key, _("this is missing"))
            return None
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            limits = {"least": least, "most": most}
            self.wrong(key, _("this must be a whole number from %(least)s to %(most)s") % limits)
            return None
        return given

    def day(self, key: str) -> dt.date | None:
        """Return a date; None when the key is empty or not there."""
        given = self.left.pop(key, None)
        if given is None or given == "":
            return None
        try:
            return parse_date(given if isinstance(given, str) else "")
        except ValidationError as refusal:
            self.wrong(key, " ".join(refusal.messages))
            return None

    def yes(self, key: str, default: bool) -> bool:
        given = self.left.pop(key, default)
        if not isinstance(given, bool):
            self.wrong(key, _("this must be true or false"))
        return bool(given)

    def parts(self, key: str) -> list["FilePart"]:
        """Return the objects of a list, each with its place in the file."""
        given = self.left.pop(key, [])
        if not isinstance(given, list):
            self.wrong(key, _("this must be a list in square brackets"))
            return []
        return [FilePart(f"{key} {number}", one, self.faults) for number, one in enumerate(given, 1)]

    def from_to(self) -> dict[str, dt.date | None]:
        """Return the days a rate is for; either end may be open."""
        first, last = self.day("from"), self.day("to")
        if first and last and last < first:
            self.wrong("to", _("this is before “from”"))
        return {"effective_from": first, "effective_to": last}

    def end(self) -> None:
        """Complain about every key that nobody asked for: a typing error must not change a price."""
        for key in self.left:
            self.wrong(str(key)[:40], _("we do not know this word"))


class ParseError(Exception):
    """The file is not a policy. `faults` says everything that is wrong with it, each with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
