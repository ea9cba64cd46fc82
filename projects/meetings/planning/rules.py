"""When promises about a meeting fall due, and the link with which one invitation is answered."""

import datetime as dt

from django.core import signing
from django.core.signing import Signer

from projects.meetings.planning.models import Invitation

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


def token_of(invitation: Invitation) -> str:
    """Return the secret part of the link of one invitation."""
    return answer_signer().sign_object([invitation.pk, invitation.person_id, invitation.meeting_id])


def answer_signer() -> Signer:
    return signing.Signer(salt="projects.meetings.answer")
