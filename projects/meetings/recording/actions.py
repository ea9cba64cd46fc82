"""What somebody told us about a meeting, recorded for them."""

from typing import Any

from django.db import transaction
from django.db.models import Model

from contributors.accounts.models import User
from contributors.people.access_needs import actions as needs
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from contributors.people.states import Visibility
from coproduce.foundation.pages.presenters import uk_when
from projects.meetings.arrangements import actions as arrangements
from projects.meetings.arrangements.models import Arrangement
from projects.meetings.arrangements.states import Met
from projects.meetings.attendance import actions as attendance
from projects.meetings.feedback import actions as feedback
from projects.meetings.feedback.states import FeedbackLine
from projects.meetings.planning.models import Invitation
from projects.meetings.recording.states import (
    COMING,
    DIFFERENT_WORDS,
    HOW_IT_WAS,
    LINES,
    MET,
    MET_WORDS,
    NEEDS,
    NOT_COMING,
    SO_WORDS,
    HowItWas,
)


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


@transaction.atomic
def record_how_it_was(
    invitation: Invitation,
    *,
    answer_given: str,
    line: str = "",
    words: str = "",
    said: dict[str, Any],
    by: User,
) -> OnBehalf:
    """Record whether a meeting was as staff noted it, and whether somebody was there as they noted.

    Raises TransitionRefused.
    """
    meeting, person = invitation.meeting, invitation.person
    so = answer_given == HowItWas.SO

    def act() -> Model:
        if so:
            return feedback.confirm(meeting, person=person, by=by)
        return feedback.dispute(meeting, line=FeedbackLine(line), words=words, person=person, by=by)

    def in_words() -> str:
        facts = {"title": meeting.title, "when": uk_when(meeting.starts_at), "words": words}
        if so:
            return SO_WORDS % facts
        return DIFFERENT_WORDS % {**facts, "line": LINES[FeedbackLine(line)]}

    return on_behalf.record(
        person=person,
        organisation_id=meeting.organisation_id,
        **said,
        by=by,
        what=HOW_IT_WAS,
        words=in_words,
        act=act,
    )


@transaction.atomic
def record_met(row: Arrangement, *, met: Met, words: str = "", said: dict[str, Any], by: User) -> OnBehalf:
    """Record whether what helps somebody was there at a meeting. Raises TransitionRefused."""
    meeting = row.meeting

    def in_words() -> str:
        facts = {"title": meeting.title, "when": uk_when(meeting.starts_at), "words": words}
        return str(MET_WORDS % {**facts, "met": met.label}).strip()

    return on_behalf.record(
        person=row.need.person,
        organisation_id=meeting.organisation_id,
        **said,
        by=by,
        what=MET,
        words=in_words,
        act=lambda: arrangements.say_if_met(row, met=met, words=words, by=by),
    )
