"""Every kind of notification of meetings: a worker learns them here, each stands in its topic."""

from projects.meetings.arrangements import notifications as arrangements
from projects.meetings.calendar import notifications as calendar
from projects.meetings.feedback import notifications as feedback
from projects.meetings.glossary import notifications as glossary
from projects.meetings.papers import notifications as papers
from projects.meetings.planning import notifications as planning
from projects.meetings.reminding import notifications as reminding

__all__ = ["arrangements", "calendar", "feedback", "glossary", "papers", "planning", "reminding"]
