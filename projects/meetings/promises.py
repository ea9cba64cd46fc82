"""Every kind of promise of meetings: a worker learns them here, each stands in its topic."""

from projects.meetings.arrangements import promises as arrangements
from projects.meetings.feedback import promises as feedback
from projects.meetings.glossary import promises as glossary
from projects.meetings.papers import promises as papers
from projects.meetings.planning import promises as planning
from projects.meetings.talks import promises as talks

__all__ = ["arrangements", "feedback", "glossary", "papers", "planning", "talks"]
