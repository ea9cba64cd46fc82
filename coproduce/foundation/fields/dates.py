"""Dates as people type them in the United Kingdom: day first, a month as number or word, four-digit year."""

import datetime
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr

MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
# Welsh names too: a Welsh speaker types them without thinking.
MONTHS_CY = [
    *("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin"),
    *("gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr"),
]

Bound = datetime.date | Callable[[], datetime.date]

DAY_FIRST = _("The month must be 12 or less. Write the day first, then the month, for example %(example)s.")
FOUR_DIGITS = _("Write the year with 4 digits, for example %(example)s.")
NOT_A_DATE = _("Enter a day, a month and a year, for example 27 3 2027.")


def parse_date(text: str) -> datetime.date:
    """Return the date in one text: "5 January 2026", "05-01-2026", "5.1.2026", "5/1/2026", "2026-01-05".

    Raises ValidationError with a sentence that says what to do. Never swaps day and month.
    """
    parts = [part for part in re.split(r"[\s/.,\-]+", text.strip()) if part]
    if len(parts) != 3:
        raise ValidationError(NOT_A_DATE, code="invalid")
    if re.fullmatch(r"[0-9]{4}", parts[0]) and re.fullmatch(r"[0-9]{1,2}", parts[2]):
        parts.reverse()
    return date_from_parts(*parts)


def date_from_parts(day: str, month: str, year: str) -> datetime.date:
    """Return the date of three typed parts; raises ValidationError that names the part to mend."""
    day = re.sub(r"(?i)(?<=[0-9])(st|nd|rd|th)$", "", day)
    day_number = _number(day, _("The day must be a number, like 27."))
    month_number = _month(month)
    if re.fullmatch(r"'?[0-9]{2}", year):
        raise ValidationError(FOUR_DIGITS, code="short_year", params={"example": "2027"})
    year_number = _number(year, _("The year must be a number, like 2027."))
    if month_number > 12:
        example = f"{month_number if month_number <= 31 else 27} {min(day_number, 12) or 3} {year}"
        raise ValidationError(DAY_FIRST, code="day_first", params={"example": example})
    if not 1000 <= year_number <= 9999:
        raise ValidationError(FOUR_DIGITS, code="year", params={"example": "2027"})
    if month_number < 1 or day_number < 1:
        raise ValidationError(NOT_A_DATE, code="invalid")
    days = monthrange(year_number, month_number)[1]
    if day_number > days:
        raise _too_many_days(month_number, year_number, days)
    return datetime.date(year_number, month_number, day_number)


def _number(text: str, message: LazyStr) -> int:
    text = text.strip()
    if not re.fullmatch(r"[0-9]{1,4}", text):  # ASCII digits only: one rule for full-width and Arabic digits
        raise ValidationError(message, code="invalid")
    return int(text)


def _month(text: str) -> int:
    word = unicodedata.normalize("NFC", text.strip().rstrip(".").lower())
    for names in (MONTHS, MONTHS_CY):
        matches = [number for number, name in enumerate(names, 1) if len(word) >= 3 and name.startswith(word)]
        if word == "sept":
            return 9
        if len(matches) == 1:
            return matches[0]
    return _number(text, _("The month must be a number or a name, like 3 or March."))


def _too_many_days(month: int, year: int, days: int) -> ValidationError:
    name = date_format(datetime.date(year, month, 1), "F")
    if month == 2:
        message = _("%(month)s %(year)s has %(days)s days. Check the day.")
    else:
        message = _("%(month)s has %(days)s days. Check the day.")
    return ValidationError(message, code="days", params={"month": name, "year": year, "days": days})


class DateWidget(forms.MultiWidget):
    """Three boxes: day, month, year."""

    nhsuk_kind = "date"
    use_fieldset = True
    parts = ((_("Day"), 2), (_("Month"), 2), (_("Year"), 4))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = [forms.TextInput(attrs={"inputmode": mode}) for mode in ("numeric", "text", "numeric")]
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return [None, None, None]


class _Bounded:
    """Refuses dates outside `earliest`..`latest` (dates, or functions asked at the moment of checking)."""

    def __init__(
        self,
        *,
        earliest: Bound = datetime.date(1900, 1, 1),
        latest: Bound = datetime.date(2100, 12, 31),
        too_early: LazyStr | None = None,
        too_late: LazyStr | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest, self.latest = earliest, latest
        self.too_early = too_early or _("The date must be %(bound)s or later.")
        self.too_late = too_late or _("The date must be %(bound)s or earlier.")
        super().__init__(**kwargs)

    def check_bounds(self, value: datetime.date) -> datetime.date:
        earliest, latest = (bound() if callable(bound) else bound for bound in (self.earliest, self.latest))
        if value < earliest:
            raise ValidationError(
                self.too_early, code="too_early", params={"bound": date_format(earliest, "j F Y")}
            )
        if value > latest:
            raise ValidationError(
                self.too_late, code="too_late", params={"bound": date_format(latest, "j F Y")}
            )
        return value


class DateField(_Bounded, forms.MultiValueField):
    """A date in three boxes. A whole date typed or pasted in the first box is understood as well."""

    widget = DateWidget

    def __init__(self, **kwargs: Any) -> None:
        boxes = [forms.CharField(required=False, strip=True) for _box in range(3)]
        kwargs["help_text"] = kwargs.get("help_text") or _("For example, 27 3 2027")
        super().__init__(fields=boxes, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> Any:
        day, month, year = ([*(data_list or []), "", "", ""])[:3]
        if not (day or month or year):
            return None
        if day and not month and not year and re.search(r"[0-9]\D+\w", day):
            return self.check_bounds(parse_date(day))
        missing = [
            str(label).lower()
            for (label, _size), typed in zip(DateWidget.parts, (day, month, year), strict=True)
            if not typed
        ]
        if missing:
            words = _(" and a ").join(missing)
            raise ValidationError(
                _("The date must have a %(missing)s."), code="part", params={"missing": words}
            )
        return self.check_bounds(date_from_parts(day, month, year))


class DateTextField(_Bounded, forms.CharField):
    """A date in one box, for filters and imports."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.check_bounds(parse_date(text)) if text else None

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, datetime.date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
