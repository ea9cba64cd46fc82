"""Who a time would leave out, and which times near it would leave out fewer.

Counts only: who it is and why stays with the people themselves (level-playing-field.md, indicator 3).
Availability is loaded once and opened up as for a series (times/board.py). What a person told
us about their clock and their way is counted in it and is nowhere to be seen on its own.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.availability.rules import MINUTE, Pattern, Way
from coproduce.foundation import clock
from coproduce.foundation.working_days import bank_holiday_in, is_weekend
from projects.meetings.times.board import Board, Hours, Time, set_of
from projects.team.states import Side

EARLIEST, LATEST = 9 * 60, 20 * 60  # minutes after midnight: a meeting starts from 9am and ends by 8pm
STEP = 30
DAYS_AROUND = 7  # a week before and a week after: two weeks in all
OFFERED = 5
_Rank = tuple[int, int, int, int]


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
    """When the people asked to a meeting cannot come, as sets. Holds no names."""

    board: Board
    public: int  # the set of public contributors
    size: int

    def at(self, starts_at: dt.datetime, ends_at: dt.datetime) -> LeftOut:
        """Count who cannot come from start to end (UTC)."""
        return self.count(self.board.left_out(starts_at, ends_at), starts_at, ends_at)

    def count(self, people: int, starts_at: dt.datetime, ends_at: dt.datetime) -> LeftOut:
        """Count a set of people who are left out, by side."""
        of_public = self.public.bit_count()
        public = (people & self.public).bit_count()
        staff = people.bit_count() - public
        return LeftOut(starts_at, ends_at, public, of_public, staff, self.size - of_public)


def way_of(place: str, online_link: str) -> Way:
    """Return how people meet."""
    if place:
        return Way.EITHER if online_link else Way.IN_PERSON
    return Way.ONLINE


def opened_up(patterns: Mapping[int, Pattern], sides: Mapping[int, str], way: Way) -> Everybody:
    """Open up what is loaded. People are numbered in the order of `sides`."""
    public = [number for number, side in enumerate(sides.values()) if side == Side.PUBLIC]
    return Everybody(Board([patterns[pk] for pk in sides], way), set_of(public, len(sides)), len(sides))


def better_times(people: Everybody, now_left_out: LeftOut, *, now: dt.datetime) -> list[LeftOut]:
    """Return up to five times near the chosen one that leave out fewer people, the best first.

    Fewer public contributors come first, then fewer staff, then nearness; one time a day, so that
    there is a real choice. Same length; weekends only when the chosen day is one; no bank holidays.
    """
    chosen = now_left_out.starts_at
    length = now_left_out.ends_at - chosen
    hours = Hours(-(-length // MINUTE), EARLIEST, LATEST, STEP)
    best: dict[dt.date, tuple[_Rank, Time]] = {}
    for time in people.board.times(list(_days_around(chosen, now)), hours):
        public = (time.people & people.public).bit_count()
        staff = time.people.bit_count() - public
        if (public, staff) >= (now_left_out.public, now_left_out.staff):
            continue
        rank = public, staff, *_far(time, chosen)
        if time.day not in best or rank < best[time.day][0]:
            best[time.day] = rank, time
    offered = [time for _rank, time in sorted(best.values(), key=lambda pair: pair[0])[:OFFERED]]
    return [people.count(time.people, time.starts_at, time.starts_at + length) for time in offered]


def _far(time: Time, chosen: dt.datetime) -> tuple[int, int]:
    """Return how many days away a time is, and how many minutes from the time of day that was chosen."""
    there = clock.uk(chosen)
    return abs((time.day - there.date()).days), abs(time.minute - there.hour * 60 - there.minute)


def _days_around(chosen: dt.datetime, now: dt.datetime) -> Iterator[dt.date]:
    chosen_day, today = clock.uk(chosen).date(), clock.uk(now).date()
    weekends = is_weekend(chosen_day)
    for far in range(-DAYS_AROUND, DAYS_AROUND + 1):
        day = chosen_day + dt.timedelta(days=far)
        if day > today and is_weekend(day) == weekends and not bank_holiday_in(day):
            yield day
