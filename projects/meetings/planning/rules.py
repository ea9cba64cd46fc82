"""When a meeting can be asked to, what falls due, and the links of one person to one invitation.

With one they answer, with the other they fetch the file for their calendar. Neither needs a sign-in, opens
anything else or signs anybody in. They say who and which meeting, not when: a meeting that is moved keeps
them. The first stops when the meeting, as it stands now, begins; the second when it ends, when somebody is
not asked any more, or when their mail goes to another mailbox.
"""

import datetime as dt
from collections.abc import Sequence

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.accounts.models import normal_email
from contributors.people.models import Person
from coproduce.foundation.pages.steps import StepState
from coproduce.foundation.transitions import TransitionRefused, refusal
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState
from projects.meetings.times.rules import LeftOut

PAPERS_BEFORE = dt.timedelta(days=7)
NOTICE = dt.timedelta(days=14)
LONGEST = dt.timedelta(hours=2)
ANSWER_BEFORE = dt.timedelta(days=5)
ANSWER_AT_LEAST = dt.timedelta(days=3)


def papers_due(starts_at: dt.datetime, now: dt.datetime, days: int = 0) -> dt.datetime:
    """Return when papers are due: 7 days before the meeting [LANLINKS], or with short notice within a day.

    `days`: as many as a role promises, where that is more.
    """
    early = max(PAPERS_BEFORE, dt.timedelta(days=days))
    return min(max(starts_at - early, now + dt.timedelta(days=1)), starts_at)


def answer_due(starts_at: dt.datetime, now: dt.datetime, days: int = 0) -> dt.datetime:
    """Return when an answer is due: 5 days before the meeting, with at least 3 days to think.

    `days`: as many as a role asks for, where that is more.
    """
    early = max(ANSWER_BEFORE, dt.timedelta(days=days))
    return min(max(starts_at - early, now + ANSWER_AT_LEAST), starts_at)


def must_be_open(meeting: Meeting) -> None:
    """Raise TransitionRefused when a meeting is over or called off."""
    if meeting.status not in (MeetingState.PLANNED, MeetingState.INVITED):
        raise TransitionRefused(refusal(meeting, "invite"))


def must_be_joinable(meeting: Meeting) -> None:
    """Raise TransitionRefused when a meeting does not say where it is."""
    if not (meeting.place or meeting.online_link):
        raise TransitionRefused(_("Say where it is: a place, a link to join online, or both."))


def must_be_fit(meeting: Meeting, counted: LeftOut, why: str, now: dt.datetime) -> None:
    """Raise TransitionRefused for a time that is over, or leaves public contributors out without a reason."""
    if meeting.starts_at <= now:
        raise TransitionRefused(_("This time has passed. Choose a time in the future."))
    must_be_joinable(meeting)
    if not (counted.of_public or counted.of_staff):
        raise TransitionRefused(_("Choose who is asked to the meeting first."))
    if counted.public and not why.strip():
        raise TransitionRefused(
            f"{counted.sentence} {_('Choose another time, or say why it has to be this one.')}"
        )


def token_of(invitation: Invitation) -> str:
    """Return the secret part of the link of one invitation, for one mailbox."""
    person = invitation.person
    return _signer().sign_object([invitation.pk, person.pk, invitation.meeting_id, mailbox_of(person)])


def read_token(token: str) -> tuple[int, int, int, str] | None:
    """Return which invitation, person, meeting and mailbox a link names; None for one that is not ours."""
    try:
        pk, person, meeting, mailbox = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return pk, person, meeting, mailbox


def file_token_of(invitation: Invitation) -> str:
    """Return the secret part of the link to the calendar file of one invitation, for one mailbox."""
    return _file_signer().sign_object([invitation.pk, invitation.meeting_id, mailbox_of(invitation.person)])


def read_file_token(token: str) -> tuple[int, int, str] | None:
    """Return which invitation, meeting and mailbox a link names; None when it was changed or is not ours."""
    try:
        pk, meeting, mailbox = _file_signer().unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return pk, meeting, mailbox


def mailbox_of(person: Person) -> str:
    """Return what stands for a mailbox in a link, without saying which it is."""
    return salted_hmac("projects.meetings.mailbox", normal_email(person.email)).hexdigest()[:16]


def _signer() -> Signer:
    return Signer(salt="projects.meetings.answer")


def _file_signer() -> Signer:
    return Signer(salt="projects.meetings.calendar_file")


def times_state(meetings: Sequence[Meeting], now: dt.datetime) -> StepState:
    """Say where the times of step 4 stand: people are invited, and no time is kept without a reason.

    `meetings` are those of a project that are not called off.
    """
    fixed = [one for one in meetings if one.status != MeetingState.PLANNED]
    planned = len(meetings) - len(fixed)
    unexplained = [one for one in fixed if one.left_out_public and not one.why_this_time]
    unheld = [one for one in fixed if one.status == MeetingState.INVITED and one.ends_at < now]
    missing = [] if fixed else [_("Invite people to a first meeting, at a time that leaves nobody out")]
    missing += [_("Say why “%(meeting)s” leaves someone out") % {"meeting": one} for one in unexplained]
    missing += [_("Record who came to “%(meeting)s”") % {"meeting": one} for one in unheld]
    if planned and fixed:
        words = ngettext(
            "Invite people to %(n)s planned meeting", "Invite people to %(n)s planned meetings", planned
        )
        missing.append(words % {"n": planned})
    words = ngettext("%(n)s meeting", "%(n)s meetings", len(fixed))
    return StepState(
        done=not missing, started=bool(meetings), missing=missing, summary=words % {"n": len(fixed)}
    )
