"""What somebody told us about a meeting, recorded for them."""

from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.access_needs import actions as needs
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from contributors.people.states import Visibility
from coproduce.foundation.pages.presenters import uk_when
from projects.meetings.attendance import actions as attendance
from projects.meetings.planning.models import Invitation
from projects.meetings.recording.states import COMING, NEEDS, NOT_COMING


@transaction.atomic
def record_reply(
    invitation: Invitation,
    *,
    coming: bool,
    seen: str,
    helps: str = "",
    category: str = "",
    said: dict[str, Any],
    by: User,
) -> OnBehalf:
    """Record whether somebody can come, and what helps them. Raises TransitionRefused.

    `seen` is the sequence of the meeting that was read to them, `said` how and when they said it.
    """
    helps = helps if coming else ""

    def act() -> Invitation:
        answered = attendance.respond(invitation, coming=coming, by=by, seen=seen)
        if helps:
            needs.add(invitation.person, by=by, category=category, words=helps, seen_by=Visibility.ORGANISERS)
        return answered

    def words() -> str:
        facts = {"title": meeting.title, "when": uk_when(meeting.starts_at), "words": helps}
        lines = [(COMING if coming else NOT_COMING) % facts, *([NEEDS % facts] if helps else [])]
        return "\n".join(map(str, lines))

    meeting = invitation.meeting
    return on_behalf.record(
        person=invitation.person,
        organisation_id=meeting.organisation_id,
        **said,
        by=by,
        what="meeting: yes" if coming else "meeting: no",
        words=words,
        act=act,
        asked=[meeting],
    )
