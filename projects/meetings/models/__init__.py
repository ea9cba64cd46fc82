from projects.meetings.models.arrangements import Arrangement
from projects.meetings.models.meetings import Attendance, Invitation, Meeting, Paper

__all__ = ["Arrangement", "Attendance", "Invitation", "Meeting", "Paper"]
