"""What follows in this app, in this order, when something happens to a meeting or to a team."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.signals import Panel, mailbox_changed, panels_asked
from projects.meetings import signals
from projects.meetings.arrangements import actions as arrangements
from projects.meetings.attendance.queries import hours_of, minutes_at
from projects.meetings.calendar import actions as calendar
from projects.meetings.duties import actions as duties
from projects.meetings.duties import queries as duty_queries
from projects.meetings.ending import actions as ending
from projects.meetings.glossary import queries as glossary
from projects.meetings.invitation_checks.queries import bookings_of, dates_of
from projects.meetings.papers import actions as papers
from projects.meetings.planning.models import Meeting
from projects.meetings.reminding import actions as reminding
from projects.meetings.talks import actions as talks
from projects.resources.access.rules import ToBook
from projects.resources.signals import booking_asked, dates_asked
from projects.resources.timeline.rules import PlanEntry
from projects.roles.duties.rules import MeetingEvent
from projects.roles.duties.signals import days_changed, meetings_asked
from projects.roles.signals import explained_asked, minutes_asked
from projects.team.models import Project, TeamMember
from projects.team.signals import member_left, project_closing


@receiver(explained_asked, dispatch_uid="meetings.explained")
def tell_explained(*, project_id: int, **_kwargs: Any) -> set[str]:
    """Tell who writes a role which words the glossary of the project explains."""
    return glossary.explained(project_id)


@receiver(mailbox_changed, dispatch_uid="meetings.mailbox_changed")
def stop_calendar_of_old_mailbox(*, person: Person, **_kwargs: Any) -> None:
    """Who reads the old mailbox may have the address of the calendar; the person makes a new one."""
    calendar.stop_feed_of_old_mailbox(person)


@receiver(signals.attendees_changed, dispatch_uid="meetings.attendees_changed")
def follow_attendees(*, meeting: Meeting, by: User | None, **_kwargs: Any) -> None:
    """Arrange what helps those who come, and no more what helped somebody who does not."""
    arrangements.follow(meeting, by=by)
    duties.follow(meeting, by=by)


@receiver(signals.people_told, dispatch_uid="meetings.people_told")
def note_notice(*, meeting: Meeting, people: Collection[int], by: User, **_kwargs: Any) -> None:
    """Roles promise how early people hear of a meeting."""
    duties.note_notice(meeting, people, by=by)


@receiver(signals.papers_sent, dispatch_uid="meetings.papers_sent")
def ask_to_read(*, meeting: Meeting, by: User, **_kwargs: Any) -> None:
    """Who has the papers can read them; who gets them in another way is owed those."""
    duties.follow(meeting, by=by)


@receiver(signals.attendance_noted, dispatch_uid="meetings.attendance_noted")
def follow_attendance(*, meeting: Meeting, by: User, **_kwargs: Any) -> None:
    """Who came is owed to hear what came of it."""
    duties.note_attendance(meeting, by=by)


@receiver(meetings_asked, dispatch_uid="meetings.meetings_asked")
def name_meetings(
    *, project: Project, people: Collection[int], also: Collection[int], **_kwargs: Any
) -> list[MeetingEvent]:
    """Say which meetings duties hang on."""
    return duty_queries.events(project, people, also)


@receiver(days_changed, dispatch_uid="meetings.days_changed")
def follow_days(*, project: Project, people: Collection[int], by: User, why: str, **_kwargs: Any) -> None:
    """The strictest days of everybody's roles count for papers and answers."""
    duties.follow_days(project, people, by=by, why=why)


@receiver(signals.meeting_moved, dispatch_uid="meetings.meeting_moved")
def follow_new_time(*, meeting: Meeting, by: User, **_kwargs: Any) -> None:
    """Papers are due anew, and what was booked for the old time is to arrange again."""
    papers.follow_new_time(meeting, by=by)
    arrangements.follow_new_time(meeting, by=by)
    reminding.take_back(meeting)
    duties.follow(meeting, by=by, why=meeting.why_changed or _("The meeting has moved."))


@receiver(signals.meeting_called_off, dispatch_uid="meetings.meeting_called_off")
def let_all_go(*, meeting: Meeting, by: User, why: str, **_kwargs: Any) -> None:
    """Nothing is owed for a meeting that does not take place."""
    papers.release_copies(meeting, by=by, why=why)
    arrangements.let_all_go(meeting, by=by, why=why)
    talks.call_off(meeting, by=by, why=why)
    reminding.take_back(meeting)
    duties.follow(meeting, by=by, why=why)


@receiver(signals.invitation_declined, dispatch_uid="meetings.invitation_declined")
def remind_no_more(*, meeting: Meeting, person: Person, by: User | None, **_kwargs: Any) -> None:
    """Who cannot come is not reminded to come, and owes and is owed nothing for it."""
    reminding.take_back(meeting, person)
    duties.follow_one(meeting, person, by=by)


@receiver(signals.meeting_held, dispatch_uid="meetings.meeting_held")
def release_promises(*, meeting: Meeting, by: User, **_kwargs: Any) -> None:
    """Nobody can keep a promise for a meeting that is over; the reason tells what did not happen."""
    papers.release_copies(meeting, by=by, why=_("The meeting went ahead without them."))
    arrangements.release_promises(
        meeting, by=by, why=_("The meeting went ahead, and this was not ticked off.")
    )


@receiver(project_closing, dispatch_uid="meetings.project_closing")
def call_all_off(*, project: Project, by: User, why: str, **_kwargs: Any) -> list[Person]:
    """A project that closes meets no more."""
    return ending.call_all_off(project, by=by, why=why)


@receiver(member_left, dispatch_uid="meetings.member_left")
def take_off_all(*, member: TeamMember, by: User, why: str, **_kwargs: Any) -> None:
    """Who has left is asked to no meeting to come. A calendar address stops once it has nothing to show."""
    ending.take_off_all(member.project, member.person, by=by, why=why)
    calendar.stop_feed_without_meetings(member.person, by=by)


@receiver(panels_asked, dispatch_uid="meetings.hours")
def show_their_hours(*, person: Person, user: User, **_kwargs: Any) -> Panel | None:
    """Say on a person's page how long they were in meetings, project by project."""
    if not user.organisation_ids("see_projects"):
        return None
    rows = hours_of(person, user)
    context = {"rows": rows, "total": sum(row["minutes"] for row in rows)}
    return Panel("meetings/hours_panel.html", context, early=True)


@receiver(dates_asked, dispatch_uid="meetings.dates")
def say_when_meetings_are(*, project: Project, **_kwargs: Any) -> list[PlanEntry]:
    """Tell the timeline of a project when people meet."""
    return dates_of(project)


@receiver(booking_asked, dispatch_uid="meetings.bookings")
def say_what_is_to_book(*, project: Project, **_kwargs: Any) -> list[ToBook]:
    """Tell the plan of a project which meetings to come have something to arrange."""
    return bookings_of(project)


@receiver(minutes_asked, dispatch_uid="meetings.minutes")
def say_minutes(
    *, person: Person, project: Project, first: dt.date | None, last: dt.date, **_kwargs: Any
) -> int:
    """Say how long somebody was at the meetings of a project, for a certificate."""
    return minutes_at(project, person, first=first, last=last)
