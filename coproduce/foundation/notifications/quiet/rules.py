"""When a message may reach somebody: not in their quiet hours."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class QuietHours:
    """When somebody wants to be left alone, each day, by the clock they live by."""

    begins: dt.time
    ends: dt.time
    zone: ZoneInfo

    def over_at(self, moment: dt.datetime) -> dt.datetime | None:
        """Return when the quiet hours end that a moment lies in; None outside of them."""
        here = moment.astimezone(self.zone)
        time = here.time()
        over_night = self.begins > self.ends
        if over_night and time >= self.begins:
            return dt.datetime.combine(here.date() + dt.timedelta(days=1), self.ends, tzinfo=self.zone)
        if time < self.ends and (over_night or time >= self.begins):
            return dt.datetime.combine(here.date(), self.ends, tzinfo=self.zone)
        return None


def held_until(
    hours: QuietHours | None, *, now: dt.datetime, expires_at: dt.datetime | None
) -> dt.datetime | None:
    """Return until when a message is held; None when it may go now.

    What would be of no use in the morning goes at once: better woken than sent on a journey for nothing.
    """
    ends = hours.over_at(now) if hours else None
    return None if ends is None or (expires_at and expires_at <= ends) else ends
