"""Meetings as a calendar file (RFC 5545) for one person. It names nobody else."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from contributors.people.models import Person
from coproduce.foundation import clock
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState
from projects.team.states import Side

STATUS = {MeetingState.PLANNED: "TENTATIVE", MeetingState.CANCELLED: "CANCELLED"}
LOOK_AGAIN = dt.timedelta(hours=4)
"""How often a calendar program is asked to look for news."""


def path_for(invitation: Invitation) -> str:
    """Return the page about a meeting where this person may read it."""
    name = "my_meetings:detail" if invitation.side == Side.PUBLIC else "meetings:detail"
    return reverse(name, args=[invitation.meeting.ref])


def file_for(meeting: Meeting, person: Person, *, path: str) -> bytes:
    """Return one meeting as a calendar file. `path` leads to our page about it.

    There are no attendees and no organiser in it. For somebody who wants discreet titles it has
    the time and the link, and no words about what it is for.
    """
    calendar = _calendar()
    calendar.add("method", "CANCEL" if meeting.status == MeetingState.CANCELLED else "PUBLISH")
    calendar.add_component(_event(meeting, person, path, stamp=clock.now()))
    return calendar.to_ical()


def feed_for(person: Person, invitations: Iterable[Invitation]) -> bytes:
    """Return the meetings of these invitations as a calendar that a program reads again and again.

    Without a method: it shows how things stand, and DTSTAMP then tells when they last changed.
    """
    calendar = _calendar()
    calendar.add("x-wr-calname", _("My meetings"))
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    for one in invitations:
        event = _event(one.meeting, person, path_for(one), stamp=one.meeting.changed_at)
        calendar.add_component(event)
    return calendar.to_ical()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Coproduce//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add_component(_london())
    return calendar


def _london() -> Timezone:
    """Return the UK clock with its two rules: it changes at 1am GMT on the last Sundays of March and October.

    icalendar would write each change one by one, and only up to 2038.
    """
    zone = Timezone()
    zone.add("tzid", clock.UK.key)
    summer, winter = dt.timedelta(hours=1), dt.timedelta(0)
    for part, name, starts, before, after in (
        (TimezoneDaylight(), "BST", dt.datetime(1996, 3, 31, 1), winter, summer),  # noqa: DTZ001 - local by RFC 5545
        (TimezoneStandard(), "GMT", dt.datetime(1996, 10, 27, 2), summer, winter),  # noqa: DTZ001
    ):
        part.add("tzname", name)
        part.add("dtstart", starts)
        part.add("rrule", {"freq": "yearly", "bymonth": starts.month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _event(meeting: Meeting, person: Person, path: str, *, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{meeting.ref}@{settings.MESSAGE_ID_DOMAIN}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", stamp)
    event.add("last-modified", meeting.changed_at)
    event.add("dtstart", _moment(meeting.starts_at))
    event.add("dtend", _moment(meeting.ends_at))
    event.add("status", STATUS.get(MeetingState(meeting.status), "CONFIRMED"))
    event.add("summary", _title(meeting, person))
    event.add("url", f"{settings.SITE_URL}{path}")
    event.add("description", "\n\n".join(_lines(meeting, person, f"{settings.SITE_URL}{path}")))
    if person.discreet:
        event.add("class", "PRIVATE")  # others who may look into this calendar see "busy"
    elif meeting.place:
        event.add("location", meeting.place)
    return event


def _moment(moment: dt.datetime) -> dt.datetime:
    """Return the moment on the UK clock; in UTC where that clock shows the time for the second time.

    A time that comes twice means its first coming (RFC 5545, 3.3.5), so the second needs UTC.
    """
    here = clock.uk(moment)
    return here.astimezone(dt.UTC) if here.fold else here


def _title(meeting: Meeting, person: Person) -> str:
    title = _("Meeting") if person.discreet else meeting.title
    if meeting.status == MeetingState.CANCELLED:
        return _("Called off: %(title)s") % {"title": title}
    return title


def _lines(meeting: Meeting, person: Person, address: str) -> list[str]:
    """Return the paragraphs about a meeting: how to join, unless it is off or they would tell too much."""
    lines = []
    if meeting.status == MeetingState.CANCELLED:
        lines.append(_("This meeting has been called off."))
    elif not person.discreet:
        lines += [meeting.joining] if meeting.joining else []
        lines += [_("Join online: %(link)s") % {"link": meeting.online_link}] if meeting.online_link else []
    return [*lines, _("All details: %(link)s") % {"link": address}]


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
