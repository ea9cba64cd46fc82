"""What somebody told us about a meeting, recorded for them."""

from typing import Any

from django.db import transaction
from django.db.models import Model

from contributors.accounts.models import User
from contributors.people.access_needs import actions as needs
from contributors.people.models import Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from contributors.people.states import Visibility
from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import uk_date, uk_when
from projects.meetings.arrangements import actions as arrangements
from projects.meetings.arrangements.models import Arrangement
from projects.meetings.arrangements.states import Met
from projects.meetings.attendance import actions as attendance
from projects.meetings.attendance.states import ReasonNotComing
from projects.meetings.feedback import actions as feedback
from projects.meetings.feedback.states import FeedbackLine
from projects.meetings.glossary import actions as glossary
from projects.meetings.glossary.models import Word
from projects.meetings.glossary.rules import EXPLAIN_WITHIN
from projects.meetings.planning.models import Invitation
from projects.meetings.recording.states import (
    ASKED_WORD,
    COMING,
    DIFFERENT_WORDS,
    HOW_IT_WAS,
    LINES,
    MET,
    MET_WORDS,
    NEEDS,
    NOT_COMING,
    SO_WORDS,
    WHY_NOT,
    WHY_NOT_WORDS,
    WORD_MEANS,
    WORD_WAITS,
    YOUR_WORDS,
    HowItWas,
)
from projects.team.models import Project


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


@transaction.atomic
def record_why_not(
    invitation: Invitation, *, reason: str, words: str = "", said: dict[str, Any], by: User
) -> OnBehalf:
    """Record why somebody could not come, if they told us. Raises TransitionRefused.

    Their own words stand in their written copy alone; staff ever see only how often a reason is given.
    """
    meeting = invitation.meeting

    def in_words() -> str:
        facts = {"title": meeting.title, "when": uk_when(meeting.starts_at), "words": words}
        why = WHY_NOT_WORDS % {**facts, "reason": ReasonNotComing(reason).label}
        return f"{why}\n{YOUR_WORDS % facts}" if words else str(why)

    def act() -> Invitation:
        attendance.say_why_not(invitation, reason=ReasonNotComing(reason), by=by)
        return invitation

    return on_behalf.record(
        person=invitation.person,
        organisation_id=meeting.organisation_id,
        **said,
        by=by,
        what=WHY_NOT,
        words=in_words,
        act=act,
    )


@transaction.atomic
def record_word(project: Project, *, person: Person, word: str, said: dict[str, Any], by: User) -> OnBehalf:
    """Record that somebody asked what a word means. Raises TransitionRefused.

    Where it is explained already, their written copy says what it means; else we explain it to them.
    """
    asked: list[Word] = []

    def act() -> Word:
        asked.append(glossary.ask(project, word=word, person=person, by=by))
        return asked[0]

    def in_words() -> str:
        if means := asked[0].explanation:
            return WORD_MEANS % {"word": asked[0].word, "means": means}
        return WORD_WAITS % {"word": asked[0].word, "day": uk_date(clock.today() + EXPLAIN_WITHIN)}

    return on_behalf.record(
        person=person,
        organisation_id=project.organisation_id,
        **said,
        by=by,
        what=ASKED_WORD,
        words=in_words,
        act=act,
    )
