"""When an agreed role ends, and when both sides talk about what comes next."""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import uk_date
from projects.roles.models.choices import Renewal, TermKind

REVIEW_BEFORE = dt.timedelta(weeks=4)
"""How long before its end both sides talk about what comes next, and the person hears that it ends."""
AT_LEAST = dt.timedelta(days=7)
"""What there is of it where a role is that short, or its end was brought forward."""


FIXED = TermKind.FIXED
MONTHS = {"month": 1, "year": 12}
ONE_DAY = dt.timedelta(days=1)
ANY_DAY = dt.date(2027, 1, 1)
"""Two lengths are compared from one day; which one makes no difference to whole years and months."""
Values = Mapping[str, Any]
"""What a text says, as plain values by the name of the field."""


@dataclass(frozen=True)
class Held:
    """How long somebody has been in a role: from when, until when it is agreed, how often renewed.

    `since`: the same, with times in the role before that followed one another from day to day.
    """

    begins: dt.date
    since: dt.date
    ends: dt.date | None
    renewed: int = 0


def after(begins: dt.date, number: int, unit: str) -> dt.date:
    """Return the last day of a time of `number` weeks, months or years that begins on a day."""
    if unit == "week":
        return begins + dt.timedelta(weeks=number, days=-1)
    months = begins.month - 1 + number * MONTHS[unit]
    year, month = begins.year + months // 12, months % 12 + 1
    day = min(begins.day, monthrange(year, month)[1])
    ends = dt.date(year, month, day)
    return ends if day < begins.day else ends - dt.timedelta(days=1)


def agreed_end(
    written: dt.date | None, *, begins: dt.date, kind: str, number: int | None, unit: str
) -> dt.date | None:
    """Return the last day of a role: the day the text names, else the end of a term of a fixed length.

    A term of at least, or usually, so long ends on no day that anybody could hold the other to.
    """
    if written is None and kind == FIXED and number and unit:
        written = after(begins, number, unit)
    return last_day(written, begins=begins)


def end_of(text: Values, *, begins: dt.date) -> dt.date | None:
    """Return the last day a text gives to who began on a day; "at most" is an end where none is named."""
    written = text.get("ends_on")
    named = agreed_end(
        dt.date.fromisoformat(written) if written else None,
        begins=begins,
        kind=text.get("term_kind") or "",
        number=text.get("term_least"),
        unit=text.get("term_unit") or "",
    )
    return named or longest_day(text, begins=begins)


def longest_day(text: Values, *, begins: dt.date) -> dt.date | None:
    """Return the day on which a role is over with every renewal; None where the text sets no limit."""
    number, unit = text.get("longest"), text.get("longest_unit")
    return after(begins, number, unit) if number and unit else None


def is_over_its_limit(text: Values) -> bool:
    """Say whether a text lasts longer, by its length or between its days, than the limit it sets itself."""
    starts, ends = text.get("starts_on"), text.get("ends_on")
    begins = dt.date.fromisoformat(starts) if starts else ANY_DAY
    last = longest_day(text, begins=begins)
    length, unit = text.get("term_most") or text.get("term_least"), text.get("term_unit")
    if last is None:
        return False
    too_long = bool(length and unit) and after(begins, int(length or 0), str(unit)) > last
    return too_long or bool(starts and ends and dt.date.fromisoformat(ends) > last)


def why_not_longer(held: Held, agreed: Values, new: Values) -> str:
    """Return why a new text may not give somebody a longer time; "" where it may, or gives no longer one.

    What they agreed to sets the limits, and so does the new text itself. Who wants other limits agrees on
    those first.
    """
    ends = end_of(new, begins=held.begins)
    if held.ends is None or (ends is not None and ends <= held.ends):
        return ""
    for text in (agreed, new):
        last = longest_day(text, begins=held.since)
        if last and (ends is None or ends > last):
            return until_at_most(last)
    return _why_not_renewed(held, agreed, ends)


def until_at_most(last: dt.date) -> str:
    """Return the limit of a role in words."""
    return _("With every renewal it can last until %(day)s at most.") % {"day": uk_date(last)}


def _why_not_renewed(held: Held, agreed: Values, ends: dt.date | None) -> str:
    if agreed.get("renewal") == Renewal.NO:
        return _("It was agreed that it cannot go on for longer.")
    times = agreed.get("renewal_times")
    if times and held.renewed >= times:
        words = ngettext(
            "It can be renewed %(n)s time at most, and it has been.",
            "It can be renewed %(n)s times at most, and it has been.",
            times,
        )
        return words % {"n": times}
    length, unit = agreed.get("renewal_length"), agreed.get("renewal_unit")
    if held.ends and length and unit:
        last = after(held.ends + ONE_DAY, length, unit)
        if ends is None or ends > last:
            return _("It can be renewed until %(day)s at most this time.") % {"day": uk_date(last)}
    return ""


def how_it_goes_on(held: Held, agreed: Values) -> str:
    """Return whether a role with an end can go on, and until when at most; "" where nothing says."""
    kind, times = agreed.get("renewal"), agreed.get("renewal_times")
    last = longest_day(agreed, begins=held.since)
    if held.ends is None:
        return ""
    if kind == Renewal.NO or (times and held.renewed >= times) or (last and held.ends >= last):
        return _("It cannot go on for longer.")
    length, unit = agreed.get("renewal_length"), agreed.get("renewal_unit")
    this_time = after(held.ends + ONE_DAY, length, unit) if length and unit else None
    until = min((day for day in (last, this_time) if day), default=None)
    if until:
        return _("It can go on until %(day)s at most, if you both agree.") % {"day": uk_date(until)}
    return _("It can go on for longer, if you both agree.") if kind == Renewal.YES else ""


def last_day(written: dt.date | None, *, begins: dt.date) -> dt.date | None:
    """Return the last day of a role from the end that the agreed text names; None when it names none.

    Nobody's role ends before it begins.
    """
    return max(written, begins) if written else None


def review_due(ends_on: dt.date, *, today: dt.date) -> dt.datetime:
    """Return by when (UTC) both sides have talked: four weeks before the end, never in the past."""
    return clock.end_of_day(max(ends_on - REVIEW_BEFORE, min(today + AT_LEAST, ends_on), today))


def ends_soon(ends_on: dt.date, *, today: dt.date) -> bool:
    """Say whether it is time to talk about what comes next."""
    return today >= ends_on - REVIEW_BEFORE
