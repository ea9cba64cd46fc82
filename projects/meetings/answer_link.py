"""The link in an invitation with which one person answers that one invitation, without signing in.

It opens nothing else and signs nobody in. It says who and which meeting, not when: a meeting that
is moved keeps its links, and each stops when the meeting, as it stands now, begins.
"""

from typing import Any

from django.core import signing
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from coproduce.foundation import clock
from projects.meetings.models import Invitation
from projects.meetings.states import MeetingState

ANSWERABLE = (MeetingState.INVITED, MeetingState.CANCELLED)
"""Where a link still leads somewhere: to the question, or to the news that the meeting is off."""


def token_of(invitation: Invitation) -> str:
    """Return the secret part of the link of one invitation."""
    return _signer().sign_object([invitation.pk, invitation.person_id, invitation.meeting_id])


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation that a link answers; None for one that was changed, is over or is not ours."""
    try:
        pk, person, meeting = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return (
        Invitation.objects.filter(pk=pk, person=person, meeting=meeting)
        .filter(meeting__status__in=ANSWERABLE, meeting__starts_at__gt=clock.now())
        .exclude(person__account__is_active=False)
        .select_related("meeting", "person__account")
        .first()
    )


def path_for_promise(promise: Any) -> str:
    """Return the whole address for who promised to answer an invitation; "" once it is taken back."""
    mine = Invitation.objects.filter(meeting=promise.subject_id, person=promise.person_id).first()
    return reverse("meetings:answer", args=[token_of(mine)]) if mine else ""


def _signer() -> Signer:
    return signing.Signer(salt="projects.meetings.answer")
