"""Every model of meetings: Django finds them here, each stands in the models of its topic."""

from projects.meetings.arrangements.models import Arrangement
from projects.meetings.attendance.models import Attendance, WhyNot
from projects.meetings.calendar.models import CalendarFeed
from projects.meetings.feedback.models import Dispute, FeedbackConfirmation, MeetingFeedback
from projects.meetings.glossary.models import Word
from projects.meetings.papers.models import Paper, PaperCopy, PaperVersion
from projects.meetings.planning.models import Invitation, Meeting, Series
from projects.meetings.reminding.models import MeetingSettings
from projects.meetings.special_days.models import SchoolHolidays
from projects.meetings.talks.models import TalkBefore

__all__ = [
    "Arrangement",
    "Attendance",
    "CalendarFeed",
    "Dispute",
    "FeedbackConfirmation",
    "Invitation",
    "Meeting",
    "MeetingFeedback",
    "MeetingSettings",
    "Paper",
    "PaperCopy",
    "PaperVersion",
    "SchoolHolidays",
    "Series",
    "TalkBefore",
    "WhyNot",
    "Word",
]
