"""A second reader of calendar files, written from RFC 5545 alone: what icalendar wrote, others must read."""

import datetime as dt
import re
from dataclasses import dataclass, field

ESCAPED = {r"\n": "\n", r"\N": "\n", r"\,": ",", r"\;": ";", r"\\": "\\"}
LONGEST_LINE = 75  # octets, section 3.1


@dataclass
class Part:
    """A component: its properties as (value, parameters) by name, and the components in it."""

    name: str
    properties: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    parts: list["Part"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.properties[name][0]

    def of(self, name: str) -> list["Part"]:
        return [part for part in self.parts if part.name == name]

    def text(self, name: str) -> str:
        """Return a TEXT value without its escapes (section 3.3.11)."""
        return re.sub(r"\\[nN,;\\]", lambda found: ESCAPED[found[0]], self[name])


def read(content: bytes) -> Part:
    """Return the VCALENDAR of a file. Raises AssertionError for lines that RFC 5545 does not allow."""
    text = content.decode()
    assert text.endswith("\r\n")
    lines = text[:-2].split("\r\n")
    assert [line for line in lines if len(line.encode()) > LONGEST_LINE or re.search(r"[\r\n]", line)] == []
    open_parts = [Part("")]
    for line in re.sub(r"\r\n[ \t]", "", text[:-2]).split("\r\n"):
        name, parameters, value = re.fullmatch(r"([A-Z-]+)((?:;[^:;]+)*):(.*)", line).groups()
        if name == "BEGIN":
            open_parts[-1].parts.append(Part(value))
            open_parts.append(open_parts[-1].parts[-1])
        elif name == "END":
            assert open_parts.pop().name == value
        else:
            assert name not in open_parts[-1].properties, f"{name} stands twice"
            given = dict(one.split("=", 1) for one in parameters.split(";")[1:])
            open_parts[-1].properties[name] = (value, given)
    assert [part.name for part in open_parts] == [""]
    return open_parts[0].parts[0]


def moment(calendar: Part, event: Part, name: str) -> dt.datetime:
    """Return a DATE-TIME in UTC, by the rules that stand in the file itself."""
    value, parameters = event.properties[name]
    if value.endswith("Z"):
        return dt.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    zone = next(one for one in calendar.of("VTIMEZONE") if one["TZID"] == parameters["TZID"])
    local = dt.datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
    offsets = {minutes(part["TZOFFSETTO"]) for part in zone.parts}
    fitting = [local - offset for offset in offsets if offset_at(zone, local - offset) == offset]
    return min(fitting)  # a time that comes twice means its first coming; one that never comes raises


def offset_at(zone: Part, utc: dt.datetime) -> dt.timedelta:
    """Return what a VTIMEZONE says of a moment: the part whose last start was the latest."""
    starts = [
        (start, minutes(part["TZOFFSETTO"]))
        for part in zone.parts
        for year in (utc.year - 1, utc.year)
        if (start := last_sunday(part, year)) <= utc
    ]
    return max(starts)[1]


def last_sunday(part: Part, year: int) -> dt.datetime:
    """Return when the part starts in a year, in UTC; the only rule that is understood is the UK's."""
    rule = dict(one.split("=") for one in part["RRULE"].split(";"))
    assert (rule.pop("FREQ"), rule.pop("BYDAY").upper()) == ("YEARLY", "-1SU")
    first = dt.datetime.strptime(part["DTSTART"], "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
    month = int(rule.pop("BYMONTH"))
    assert rule == {}
    assert (first.month, first.weekday()) == (month, 6)
    day = dt.datetime.combine(dt.date(year, month, 31), first.timetz())
    return day - dt.timedelta(days=(day.weekday() + 1) % 7) - minutes(part["TZOFFSETFROM"])


def minutes(offset: str) -> dt.timedelta:
    sign = -1 if offset[0] == "-" else 1
    return sign * dt.timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5]))
