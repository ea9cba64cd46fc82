"""School holidays and festivals of a day, in words. A check for organisers, not a rule.

Festivals come without the network: their dates are those of public holidays that lands keep, in the
well-kept library that also knows our bank holidays; a festival is chosen there by its name. Those that
follow the moon are worked out ahead, so each may fall a day earlier or later. It says nothing about anybody.
"""

import datetime as dt
import warnings
from dataclasses import dataclass
from functools import cache

import holidays
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages.presenters import uk_date

DAY = dt.timedelta(days=1)
ENGLISH = "en_US"
KINDS = {"IN": ("public", "optional")}  # in India offices choose which festivals they close for


@dataclass(frozen=True)
class Festival:
    """What we call it, the land where it is a public holiday, and its name in the library."""

    name: LazyStr
    land: str
    there: str
    may_shift: bool = False


@dataclass(frozen=True)
class NearFestival:
    """A festival that is, or may be, on the day that was asked about."""

    name: LazyStr
    day: dt.date
    may_shift: bool


FESTIVALS = [
    Festival(gettext_lazy("Easter Sunday"), "IN", "Easter Sunday"),
    Festival(gettext_lazy("Ascension Day"), "ID", "Ascension Day"),
    Festival(gettext_lazy("Orthodox Christmas"), "ET", "Christmas Day"),
    Festival(gettext_lazy("Orthodox Good Friday"), "GR", "Good Friday"),
    Festival(gettext_lazy("Orthodox Easter Sunday"), "ET", "Easter Sunday"),
    Festival(gettext_lazy("The first day of Ramadan"), "BN", "First Day of Ramadan", may_shift=True),
    Festival(gettext_lazy("Eid al-Fitr"), "IN", "Eid al-Fitr", may_shift=True),
    Festival(gettext_lazy("Eid al-Adha"), "IN", "Eid al-Adha", may_shift=True),
    Festival(gettext_lazy("Islamic New Year"), "AE", "Islamic New Year", may_shift=True),
    Festival(gettext_lazy("Ashura"), "IN", "Ashura", may_shift=True),
    Festival(gettext_lazy("The Prophet’s Birthday"), "IN", "Prophet's Birthday", may_shift=True),
    Festival(gettext_lazy("Passover"), "IL", "Pesach"),
    Festival(gettext_lazy("The seventh day of Passover"), "IL", "Seventh day of Pesach"),
    Festival(gettext_lazy("Shavuot"), "IL", "Shavuot"),
    Festival(gettext_lazy("Rosh Hashanah"), "IL", "Rosh Hashanah"),
    Festival(gettext_lazy("Yom Kippur"), "IL", "Yom Kippur"),
    Festival(gettext_lazy("Sukkot"), "IL", "Sukkot"),
    Festival(gettext_lazy("Simchat Torah"), "IL", "Simchat Torah / Shemini Atzeret"),
    Festival(gettext_lazy("Maha Shivaratri"), "IN", "Maha Shivaratri", may_shift=True),
    Festival(gettext_lazy("Holi"), "IN", "Holi", may_shift=True),
    Festival(gettext_lazy("Ram Navami"), "IN", "Ram Navami", may_shift=True),
    Festival(gettext_lazy("Janmashtami"), "IN", "Janmashtami (Vaishnava)", may_shift=True),
    Festival(gettext_lazy("Dussehra"), "IN", "Dussehra", may_shift=True),
    Festival(gettext_lazy("Diwali"), "IN", "Diwali", may_shift=True),
    Festival(gettext_lazy("Vaisakhi"), "IN", "Vaisakhi", may_shift=True),
    Festival(gettext_lazy("Guru Nanak’s Birthday"), "IN", "Guru Nanak's Birthday", may_shift=True),
    Festival(gettext_lazy("Mahavira’s Birthday"), "IN", "Mahavira's Birthday", may_shift=True),
    Festival(gettext_lazy("Vesak, the Buddha’s Birthday"), "IN", "Buddha Purnima", may_shift=True),
    Festival(gettext_lazy("Chinese New Year"), "SG", "Chinese New Year"),
    Festival(gettext_lazy("Mid-Autumn Festival"), "CN", "Mid-Autumn Festival"),
]


def festivals_near(day: dt.date) -> list[NearFestival]:
    """Return the festivals that are on a day; of those that may shift, also the day before and after."""
    found = [NearFestival(str(one.name), day, one.may_shift) for one in _kept_in(day.year).get(day, ())]
    for other in (day - DAY, day + DAY):
        shifting = (one for one in _kept_in(other.year).get(other, ()) if one.may_shift)
        found += [NearFestival(str(one.name), other, True) for one in shifting]
    return sorted(found, key=lambda one: (one.day, one.name))


@cache
def festivals_unknown_in(year: int) -> list[Festival]:
    """Return the festivals whose dates in a year the library does not know."""
    known = {one for kept in _kept_in(year).values() for one in kept}
    return [one for one in FESTIVALS if one not in known]


@cache
def _kept_in(year: int) -> dict[dt.date, list[Festival]]:
    found: dict[dt.date, list[Festival]] = {}
    for land in sorted({one.land for one in FESTIVALS}):
        here = {one.there: one for one in FESTIVALS if one.land == land}
        days = _public_holidays(land, year)
        for day in days:
            names = {name.removesuffix(" (estimated)") for name in days.get_list(day)}
            found.setdefault(day, []).extend(here[name] for name in here if name in names)
    return found


def _public_holidays(land: str, year: int) -> holidays.HolidayBase:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of years it does not know; `unknown_in` says so on the page
        return holidays.country_holidays(land, years=year, language=ENGLISH, categories=KINDS.get(land))


@dataclass(frozen=True)
class Holiday:
    """School holidays as somebody typed them."""

    area: str
    name: str
    first_day: dt.date
    last_day: dt.date
    published: str


@dataclass(frozen=True)
class SchoolCalendar:
    """What is known of the schools of some areas."""

    rows: tuple[Holiday, ...] = ()

    def on(self, day: dt.date) -> list[Holiday]:
        """Return the holidays that a day is in."""
        return [row for row in self.rows if row.first_day <= day <= row.last_day]

    def not_entered(self, day: dt.date) -> list[str]:
        """Return the areas with no holidays entered around a day: it is before all or after all of theirs."""
        areas: dict[str, list[Holiday]] = {}
        for row in self.rows:
            areas.setdefault(row.area, []).append(row)
        return [
            area
            for area, rows in sorted(areas.items())
            if not min(row.first_day for row in rows) <= day <= max(row.last_day for row in rows)
        ]


@dataclass(frozen=True)
class Special:
    """Sentences about one day: `schools` are closed, `festivals` are near."""

    schools: list[str]
    festivals: list[str]

    @property
    def words(self) -> list[str]:
        return [*self.schools, *self.festivals]


def special(day: dt.date, schools: SchoolCalendar) -> Special:
    """Say which school holidays a day is in, and which festivals are or may be on it."""
    words = _("This falls in the school holidays of %(area)s (%(name)s).")
    closed = [words % {"area": row.area, "name": row.name} for row in schools.on(day)]
    return Special(closed, [_festival(one) for one in festivals_near(day)])


def not_known(day: dt.date, schools: SchoolCalendar) -> list[str]:
    """Say what the check cannot tell about a day."""
    found = []
    if not schools.rows:
        found.append(_("No school holidays have been entered yet."))
    elif areas := schools.not_entered(day):
        found.append(
            _("School holidays around this day have not been entered for %(areas)s.")
            % {"areas": ", ".join(areas)}
        )
    if unknown := festivals_unknown_in(day.year):
        names = ", ".join(str(one.name) for one in unknown)
        found.append(_("We have no dates in %(year)s for: %(names)s.") % {"year": day.year, "names": names})
    return found


def _festival(near: NearFestival) -> str:
    if not near.may_shift:
        return _("%(name)s is on this day.") % {"name": near.name}
    words = _("%(name)s is expected on %(day)s. It may fall a day earlier or later.")
    return words % {"name": near.name, "day": uk_date(near.day)}
