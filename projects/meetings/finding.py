"""Who a time would leave out, and which times near it would leave out fewer.

Counts only: who it is and why stays with the people themselves (level-playing-field.md, indicator 3).
Availability is loaded once; every time is then checked exactly, on the UK wall clock.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.availability.rules import Pattern, can_come
from contributors.models import Away, Unavailable
from coproduce.foundation import clock
from coproduce.foundation.fields import uk_datetime
from projects.meetings.models import Invitation, Meeting
from projects.meetings.rules import bank_holiday_in
from projects.team.states import Side

EARLIEST, LATEST = 9 * 60, 20 * 60  # minutes after midnight: a meeting starts from 9am and ends by 8pm
STEP = 30
DAYS_AROUND = 7  # a week before and a week after: two weeks in all
OFFERED = 5
SATURDAY = 5


@dataclass(frozen=True)
class LeftOut:
    """How many of each side cannot come at a time."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    public: int
    of_public: int
    staff: int
    of_staff: int

    @property
    def nobody(self) -> bool:
        return not (self.public or self.staff)

    @property
    def sentence(self) -> str:
        """ "This time leaves out 2 of 5 public contributors and none of the 3 staff." """
        return _("This time leaves out %(public)s and %(staff)s.") % {
            "public": self.public_words,
            "staff": self.staff_words,
        }

    @property
    def public_words(self) -> str:
        if self.public or self.of_public == 1:
            words = ngettext(
                "%(n)s of %(all)s public contributor", "%(n)s of %(all)s public contributors", self.of_public
            )
            return words % {"n": self.public, "all": self.of_public}
        return _("none of the %(all)s public contributors") % {"all": self.of_public}

    @property
    def staff_words(self) -> str:
        if self.staff or self.of_staff == 1:
            return _("%(n)s of %(all)s staff") % {"n": self.staff, "all": self.of_staff}
        return _("none of the %(all)s staff") % {"all": self.of_staff}


@dataclass(frozen=True)
class Everybody:
    """When the people asked to a meeting cannot come, by side. Holds no names."""

    public: tuple[Pattern, ...]
    staff: tuple[Pattern, ...]

    def at(self, starts_at: dt.datetime, ends_at: dt.datetime) -> LeftOut:
        """Count who cannot come from start to end (UTC)."""
        return LeftOut(
            starts_at,
            ends_at,
            sum(not can_come(pattern, starts_at, ends_at) for pattern in self.public),
            len(self.public),
            sum(not can_come(pattern, starts_at, ends_at) for pattern in self.staff),
            len(self.staff),
        )


def everybody(invitations: Iterable[Invitation]) -> Everybody:
    """Load when these people cannot come. Two queries, however many people and times."""
    sides = {invitation.person_id: invitation.side for invitation in invitations}
    patterns = patterns_of(sides)
    public = tuple(patterns[pk] for pk, side in sides.items() if side == Side.PUBLIC)
    staff = tuple(patterns[pk] for pk, side in sides.items() if side != Side.PUBLIC)
    return Everybody(public, staff)


def patterns_of(ids: Iterable[int]) -> Mapping[int, Pattern]:
    """Return when each person cannot come, by person id."""
    weekly: dict[int, list[tuple[int, int, int]]] = {pk: [] for pk in ids}
    away: dict[int, list[tuple[dt.date, dt.date]]] = {pk: [] for pk in weekly}
    rows = Unavailable.objects.filter(person__in=list(weekly)).order_by()  # sorting costs, and says nothing
    for pk, weekday, start, end in rows.values_list("person", "weekday", "from_minute", "to_minute"):
        weekly[pk].append((weekday, start, end))
    rows = Away.objects.filter(person__in=list(weekly)).order_by()
    for pk, first, last in rows.values_list("person", "first_day", "last_day"):
        away[pk].append((first, last))
    return {pk: Pattern(tuple(weekly[pk]), tuple(away[pk])) for pk in weekly}


def left_out(meeting: Meeting, people: Everybody) -> LeftOut:
    """Count who cannot come at the time a meeting has now."""
    return people.at(meeting.starts_at, meeting.ends_at)


def better_times(people: Everybody, now_left_out: LeftOut, *, now: dt.datetime) -> list[LeftOut]:
    """Return up to five times near the chosen one that leave out fewer people, the best first.

    Fewer public contributors come first, then fewer staff, then nearness; one time a day, so that
    there is a real choice. Same length; weekends only when the chosen day is one; no bank holidays.
    """
    length = now_left_out.ends_at - now_left_out.starts_at
    best = {}
    for starts_at in _starts(now_left_out.starts_at, length, now):
        found = people.at(starts_at, starts_at + length)
        day = clock.uk(starts_at).date()
        if _rank(found, now_left_out)[:2] < _rank(now_left_out, now_left_out)[:2] and (
            day not in best or _rank(found, now_left_out) < _rank(best[day], now_left_out)
        ):
            best[day] = found
    return sorted(best.values(), key=lambda found: _rank(found, now_left_out))[:OFFERED]


def _rank(found: LeftOut, chosen: LeftOut) -> tuple[int, int, int, int]:
    """Order times: who is left out, then days away, then how far from the time of day that was chosen."""
    here, there = clock.uk(found.starts_at), clock.uk(chosen.starts_at)
    minutes = abs((here.hour - there.hour) * 60 + here.minute - there.minute)
    return found.public, found.staff, abs((here.date() - there.date()).days), minutes


def _starts(chosen: dt.datetime, length: dt.timedelta, now: dt.datetime) -> Iterator[dt.datetime]:
    chosen_day = clock.uk(chosen).date()
    weekends = chosen_day.weekday() >= SATURDAY
    minutes = -(-length // dt.timedelta(minutes=1))
    for offset in range(-DAYS_AROUND, DAYS_AROUND + 1):
        day = chosen_day + dt.timedelta(days=offset)
        if day <= clock.uk(now).date() or (day.weekday() >= SATURDAY) != weekends or bank_holiday_in(day):
            continue
        for minute in range(EARLIEST, LATEST - minutes + 1, STEP):
            starts_at = _moment(day, minute)
            if starts_at and starts_at != chosen:
                yield starts_at


def _moment(day: dt.date, minute: int) -> dt.datetime | None:
    try:
        return uk_datetime(day, dt.time(*divmod(minute, 60))).utc
    except ValidationError:  # an hour that the clock change leaves out
        return None
