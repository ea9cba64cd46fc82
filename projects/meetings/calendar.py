"""One meeting as a calendar file for one person. It names nobody else."""

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from contributors.models import Person
from coproduce.foundation import clock
from projects.meetings.models import Meeting
from projects.meetings.states import MeetingState


def file_for(meeting: Meeting, person: Person, *, path: str) -> bytes:
    """Return the meeting as iCalendar (RFC 5545) with its time zone. `path` leads to our page about it.

    There are no attendees and no organiser in it. For somebody who wants discreet titles it has
    the time, the place and the link, and no words about what it is for.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Coproduce//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.status == MeetingState.CANCELLED else "PUBLISH")
    calendar.add_component(_event(meeting, person, f"{settings.SITE_URL}{path}"))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(meeting: Meeting, person: Person, address: str) -> Event:
    event = Event()
    event.add("uid", f"{meeting.ref}@{settings.MESSAGE_ID_DOMAIN}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("dtstart", clock.uk(meeting.starts_at))
    event.add("dtend", clock.uk(meeting.ends_at))
    event.add("status", "CANCELLED" if meeting.status == MeetingState.CANCELLED else "CONFIRMED")
    event.add("summary", _("Meeting") if person.discreet else meeting.title)
    event.add("url", address)
    if meeting.place and not person.discreet:
        event.add("location", meeting.place)
    joining = "" if person.discreet else "\n\n".join(filter(None, [meeting.joining, meeting.online_link]))
    event.add(
        "description", "\n\n".join(filter(None, [joining, _("All details: %(link)s") % {"link": address}]))
    )
    return event
