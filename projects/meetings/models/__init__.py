from projects.meetings.models.arrangements import Arrangement
from projects.meetings.models.calendar_feeds import CalendarFeed
from projects.meetings.models.how_it_went import Dispute, HowItWent, WhyNot
from projects.meetings.models.how_it_went_confirmed import HowItWentConfirmed
from projects.meetings.models.meetings import Attendance, Invitation, Meeting, Paper
from projects.meetings.models.paper_copies import PaperCopy
from projects.meetings.models.school_holidays import SchoolHolidays
from projects.meetings.models.series import Series
from projects.meetings.models.talks import TalkBefore
from projects.meetings.models.words import Word

__all__ = [
    "Arrangement",
    "Attendance",
    "CalendarFeed",
    "Dispute",
    "HowItWent",
    "HowItWentConfirmed",
    "Invitation",
    "Meeting",
    "Paper",
    "PaperCopy",
    "SchoolHolidays",
    "Series",
    "TalkBefore",
    "WhyNot",
    "Word",
]
