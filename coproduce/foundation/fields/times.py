"""Times of day, lengths of time, and the two nights a year when UK clocks change."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.clock import UK

from .words import LineField

WORDS = {"noon": (12, 0), "midday": (12, 0), "12 noon": (12, 0), "12noon": (12, 0), "midnight": (0, 0)}

NOT_A_TIME = _("Enter a time, for example 9:30am, 7pm or 19:30.")
PAST_MIDNIGHT = _("The day ends at 23:59. For midnight, enter 00:00 and the date of the next day.")
HOURS = _("The hour must be 23 or less, for example 19:30.")
MINUTES = _("The minutes must be 59 or less, for example 19:30.")


BOX_OF_HOURS = _("The minutes must be 59 or less. Put whole hours in the hours box.")
NO_SUCH_TIME = _(
    "The clocks go forward that night, so %(typed)s does not exist. The next time is %(offer)s. Choose "
    "that or another time."
)


def parse_time(text: str) -> datetime.time:
    """Return the time in a text ("7pm", "19.30", "7:30 p.m.", "1930", "noon"). Raises ValidationError."""
    word = re.sub(r"\s+", " ", text.strip().lower())
    if word in WORDS:
        return datetime.time(*WORDS[word])
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s?(?:([ap])\.?m\.?)?", word)
    if not found or (found[2] is None and found[3] is None):
        raise ValidationError(NOT_A_TIME, code="invalid")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    elif found[3] == "a" and hour > 12:
        raise ValidationError(NOT_A_TIME, code="invalid")
    if (hour, minute) == (24, 0):
        raise ValidationError(PAST_MIDNIGHT, code="24")
    if hour > 23 or minute > 59:
        raise ValidationError(HOURS if hour > 23 else MINUTES, code="range")
    return datetime.time(hour, minute)


class TimeField(LineField):
    """A time of day in one box, UK time. Gives `datetime.time`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or _("UK time. For example, 9:30am or 2pm")
        super().__init__(max_length=20, width=10, empty_value=None, **kwargs)

    def tidy(self, text: str) -> Any:
        text = super().tidy(text)
        return parse_time(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, datetime.time) else value


class DurationWidget(forms.MultiWidget):
    """Two boxes: hours and minutes."""

    nhsuk_kind = "date"
    use_fieldset = True
    parts = ((_("Hours"), 3), (_("Minutes"), 2))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput(attrs={"inputmode": "numeric"}) for _box in range(2)], attrs)

    def decompress(self, value: Any) -> list[Any]:
        return list(divmod(value, 60)) if isinstance(value, int) else [None, None]


class DurationField(forms.MultiValueField):
    """A length of time. Gives whole minutes; refuses 0 and more than `longest` minutes."""

    widget = DurationWidget

    def __init__(self, *, longest: int = 100 * 60, **kwargs: Any) -> None:
        self.longest = longest
        boxes = [forms.CharField(required=False, strip=True) for _box in range(2)]
        kwargs["help_text"] = kwargs.get("help_text") or _("For example, 2 hours and 30 minutes")
        super().__init__(fields=boxes, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> Any:
        hours, minutes = ([*(data_list or []), "", ""])[:2]
        if not (hours or minutes):
            return None
        if not all(re.fullmatch(r"[0-9]{0,4}", box) for box in (hours, minutes)):
            raise ValidationError(
                _("Enter hours and minutes as whole numbers, for example 2 and 30."), code="invalid"
            )
        if int(minutes or 0) > 59 and hours:
            raise ValidationError(BOX_OF_HOURS, code="minutes")
        total = int(hours or 0) * 60 + int(minutes or 0)
        if total == 0:
            raise ValidationError(_("The time must be at least 1 minute."), code="zero")
        if total > self.longest:
            limit = {"hours": self.longest // 60}
            raise ValidationError(
                _("The time must be %(hours)s hours or less. Check it."), code="longest", params=limit
            )
        return total


@dataclass(frozen=True)
class LocalMoment:
    """A UK date and time as one moment. `note` says what we took when an hour comes twice."""

    utc: datetime.datetime
    note: str = ""


def uk_datetime(date: datetime.date, time: datetime.time) -> LocalMoment:
    """Return the moment (UTC) at which clocks in the UK show this date and time.

    The hour that comes twice in October is taken the first time, and `note` says so. Raises ValidationError
    for the hour that does not exist in March; its `params["offer"]` is the next valid time.
    """
    local = datetime.datetime.combine(date, time.replace(tzinfo=None), tzinfo=UK)
    utc = local.astimezone(datetime.UTC)
    if utc.astimezone(UK).replace(tzinfo=None) != local.replace(tzinfo=None):
        offer = utc.astimezone(UK).strftime("%H:%M")
        raise ValidationError(
            NO_SUCH_TIME, code="missing_hour", params={"typed": time.strftime("%H:%M"), "offer": offer}
        )
    note = ""
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        note = gettext("The clocks go back that night, so %(typed)s happens twice. We used the first one.")
        note %= {"typed": time.strftime("%H:%M")}
    return LocalMoment(utc, note)
