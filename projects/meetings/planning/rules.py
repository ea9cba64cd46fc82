"""When promises about a meeting fall due, and the link with which one person answers one invitation.

The link needs no sign-in. It opens nothing else and signs nobody in. It says who and which meeting, not
when: a meeting that is moved keeps its links, and each stops when the meeting, as it stands now, begins.
"""

import datetime as dt

from django.core.signing import BadSignature, Signer

from contributors.accounts.models import User
from projects.meetings.planning.models import Invitation
from projects.team.models import Project
from projects.team.states import ProjectState

PAPERS_BEFORE = dt.timedelta(days=7)
NOTICE = dt.timedelta(days=14)
LONGEST = dt.timedelta(hours=2)
ANSWER_BEFORE = dt.timedelta(days=5)
ANSWER_AT_LEAST = dt.timedelta(days=3)


def papers_due(starts_at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Return when papers are due: 7 days before the meeting [LANLINKS], or with short notice within a day."""
    return min(max(starts_at - PAPERS_BEFORE, now + dt.timedelta(days=1)), starts_at)


def answer_due(starts_at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Return when an answer is due: 5 days before the meeting, with at least 3 days to think."""
    return min(max(starts_at - ANSWER_BEFORE, now + ANSWER_AT_LEAST), starts_at)


def may_edit(user: User, project: Project) -> bool:
    """Say whether pages offer to change something."""
    return project.status != ProjectState.CLOSED and user.can("edit_project", project.organisation_id)


def token_of(invitation: Invitation) -> str:
    """Return the secret part of the link of one invitation."""
    return _signer().sign_object([invitation.pk, invitation.person_id, invitation.meeting_id])


def read_token(token: str) -> tuple[int, int, int] | None:
    """Return which invitation, person and meeting a link names; None when it was changed or is not ours."""
    try:
        pk, person, meeting = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return pk, person, meeting


def _signer() -> Signer:
    return Signer(salt="projects.meetings.answer")
