"""The clocks people live by: which there are, and what time it is there."""

import datetime as dt
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import uk_date, uk_time


def clock_called(name: str) -> ZoneInfo:
    """Return the clock with this name; the UK's for none, and for one this machine does not know."""
    try:
        return ZoneInfo(name) if name else clock.UK
    except (ZoneInfoNotFoundError, ValueError):
        return clock.UK


def where_you_are(moment: dt.datetime, zone: ZoneInfo | None) -> str:
    """Return "That is 9am where you are.", with the day where it is another one; "" on the UK's clock."""
    if zone is None:
        return ""
    local = moment.astimezone(zone)
    words = {"time": uk_time(local.time()), "day": uk_date(local.date())}
    if local.date() == clock.uk(moment).date():
        return _("That is %(time)s where you are.") % words
    return _("That is %(time)s on %(day)s where you are.") % words


@cache
def clocks() -> list[tuple[str, str]]:
    """Return (name, "India: Kolkata") for the clocks of every country but the UK's, in order.

    They are those in the time zone database's own list of countries: no old names, no bare offsets.
    """
    countries = dict(_rows("iso3166.tab"))
    listed = [(name, countries[code]) for code, _where, name, *_more in _rows("zone.tab")]
    known = available_timezones() - {clock.UK.key}
    return sorted(((name, _label(name, land)) for name, land in listed if name in known), key=_by_label)


def _rows(table: str) -> list[list[str]]:
    text = (files("tzdata") / "zoneinfo" / table).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


def _label(name: str, country: str) -> str:
    """Return "United States: Knox, Indiana"."""
    places = [part.replace("_", " ") for part in reversed(name.split("/")[1:])]
    return f"{country}: {', '.join(place for place in places if place != country) or country}"


def _by_label(choice: tuple[str, str]) -> str:
    return choice[1].casefold()
