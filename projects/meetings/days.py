"""School holidays and festivals of a day, in words. A check for organisers, not a rule."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coproduce.foundation.presenters import uk_date
from projects.meetings import festivals
from projects.meetings.school_holidays import SchoolCalendar


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
    words = _("This is in the school holidays of %(area)s (%(name)s).")
    closed = [words % {"area": row.area, "name": row.name} for row in schools.on(day)]
    return Special(closed, [_festival(one) for one in festivals.near(day)])


def not_known(day: dt.date, schools: SchoolCalendar) -> list[str]:
    """Say what the check cannot tell about a day."""
    found = []
    if not schools.rows:
        found.append(_("No school holidays are entered yet."))
    elif areas := schools.not_entered(day):
        found.append(
            _("School holidays around this day are not entered for %(areas)s.") % {"areas": ", ".join(areas)}
        )
    if unknown := festivals.unknown_in(day.year):
        names = ", ".join(str(one.name) for one in unknown)
        found.append(_("We have no dates in %(year)s for: %(names)s.") % {"year": day.year, "names": names})
    return found


def _festival(near: festivals.Near) -> str:
    if not near.may_shift:
        return _("%(name)s is on this day.") % {"name": near.name}
    words = _("%(name)s is expected on %(day)s. It may fall a day earlier or later.")
    return words % {"name": near.name, "day": uk_date(near.day)}
