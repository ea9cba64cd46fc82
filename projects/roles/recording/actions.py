"""What somebody told us about a role, recorded for them. The verbs are those of the person themselves."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment, Part
from projects.roles.recording.states import WORDS, Answer


@transaction.atomic
def record_answer(
    assignment: Assignment,
    *,
    answer_given: str,
    text: str,
    part: str = "",
    words: str = "",
    said: dict[str, Any],
    by: User,
) -> OnBehalf:
    """Record what somebody said to a role: yes, no thank you, a suggestion, or that they stop.

    `text` is the content hash of what was read to them, `said` how and when they said it. Raises
    TransitionRefused, also when the role has changed since.
    """
    verbs: dict[str, Callable[[], models.Model]] = {
        Answer.AGREE: lambda: answering.agree(assignment, content_hash=text, by=by),
        Answer.DECLINE: lambda: answering.decline(assignment, by=by),
        Answer.KEEP: lambda: answering.keep_earlier(assignment, by=by),
        Answer.SUGGEST: lambda: answering.suggest(assignment, part=Part(part), words=words, by=by),
        Answer.STOP: lambda: inviting.end(assignment, why=_("You told us that you are stopping."), by=by),
    }
    facts = {"role": assignment.role.title, "version": assignment.version.number, "words": words}
    return on_behalf.record(
        person=assignment.person,
        organisation_id=assignment.organisation_id,
        **said,
        by=by,
        what=f"role: {answer_given}",
        words=lambda: str(WORDS[Answer(answer_given)] % facts),
        act=verbs[answer_given],
        asked=[assignment],
    )
