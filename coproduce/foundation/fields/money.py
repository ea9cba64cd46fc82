"""Amounts of money and miles, exact and never through a float."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from .words import LineField

SHAPE = _("Enter an amount in pounds and pence, for example 12.50.")
FULL_STOP = _("Use a full stop between pounds and pence, for example 12.50.")
PLAIN_DIGITS = _("Use the digits 0 to 9, for example 12.50.")
TWO_DECIMALS = _("Use 2 digits for pence, for example 12.50.")
FOREIGN = _(
    "Enter the amount in pounds. If you paid in another currency, use the amount on your bank statement."
)
OVER_ZERO = _("The amount must be more than 0.")
AT_MOST = _("The amount must be £%(most)s or less. Check it, or ask us.")


class MoneyField(LineField):
    """An amount in pounds as people write it. Gives whole pence (int), at most `most`."""

    def __init__(self, *, most: int = 100_000_00, zero_allowed: bool = False, **kwargs: Any) -> None:
        self.most, self.zero_allowed = most, zero_allowed
        super().__init__(max_length=40, width=10, empty_value=None, **kwargs)
        self.prefix = "£"
        self.widget.attrs.update({"inputmode": "decimal", "spellcheck": "false"})

    def tidy(self, text: str) -> Any:
        text = super().tidy(text)
        return parse_pence(text, most=self.most, zero_allowed=self.zero_allowed) if text else None

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value


def parse_pence(text: str, *, most: int, zero_allowed: bool = False) -> int:
    """Return whole pence for one typed amount in pounds. Raises ValidationError that says how to write it."""
    if re.search(r"[$€¥]|\b(usd|eur|euros?|dollars?)\b", text, re.IGNORECASE):
        raise ValidationError(FOREIGN, code="currency")
    if any(mark.isdigit() and mark not in "0123456789" for mark in text):
        raise ValidationError(PLAIN_DIGITS, code="digits")
    bare = re.sub(r"^£\s?", "", text)
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", bare):
        raise ValidationError(FULL_STOP, code="comma")  # 12,50 could be 12.50 or 1,250: we do not guess
    if re.fullmatch(r"[0-9,]*\.[0-9]{3,}", bare):
        raise ValidationError(TWO_DECIMALS, code="decimals")
    found = re.fullmatch(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.([0-9]{0,2}))?", bare)
    if re.fullmatch(r"-\s?[0-9,.]+", bare) or (
        found and not re.search("[1-9]", bare) and "0" in bare and not zero_allowed
    ):
        raise ValidationError(OVER_ZERO, code="zero")
    if not found or not re.search("[0-9]", bare):
        raise ValidationError(SHAPE, code="invalid")
    pence = int(found[1].replace(",", "") or 0) * 100 + int((found[2] or "").ljust(2, "0"))
    if pence > most:
        pounds = number_format(most // 100, force_grouping=True) + (
            f".{most % 100:02d}" if most % 100 else ""
        )
        raise ValidationError(AT_MOST, code="most", params={"most": pounds})
    return pence


class MilesField(LineField):
    """A distance in miles, at most one decimal. Gives tenths of a mile (int). `most` is in tenths."""

    def __init__(self, *, most: int = 10_000, **kwargs: Any) -> None:
        self.most = most
        super().__init__(max_length=20, width=5, empty_value=None, **kwargs)
        self.suffix = _("miles")
        self.widget.attrs.update({"inputmode": "decimal", "spellcheck": "false"})

    def tidy(self, text: str) -> Any:
        text = super().tidy(text)
        return parse_miles(text, most=self.most) if text else None

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 10}.{value % 10}".removesuffix(".0") if isinstance(value, int) else value


def parse_miles(text: str, *, most: int) -> int:
    """Return tenths of a mile for one typed distance. Raises ValidationError that says how to write it."""
    bare = re.sub(r"(?i)\s?(miles?|mi)$", "", text)
    found = re.fullmatch(r"([0-9]{1,6})(?:\.([0-9]))?", bare)
    if not found:
        raise ValidationError(_("Enter the miles as a number, for example 13.7."), code="invalid")
    tenths = int(found[1]) * 10 + int(found[2] or 0)
    if tenths == 0:
        raise ValidationError(_("The distance must be more than 0 miles."), code="zero")
    if tenths > most:
        params = {"most": most // 10}
        raise ValidationError(
            _("The distance must be %(most)s miles or less. Check it."), code="most", params=params
        )
    return tenths
