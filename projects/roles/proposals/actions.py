"""Words are suggested by those who read them, and answered by those who write them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import transitions
from projects.roles.answering import actions as answering
from projects.roles.models import Assignment, ChangeProposal
from projects.roles.proposals import queries, rules
from projects.roles.recording.states import WORDS, Answer
from projects.roles.states import ProposalKind
from projects.roles.writing.actions import edit_draft, start_draft
from projects.team.actions import lock_open


@transaction.atomic
def propose(
    assignment: Assignment, *, field: str, wording: str | None, words: str, version_hash: str, by: User
) -> ChangeProposal:
    """Suggest other words for a field, or say something about it; we answer within 7 days.

    `wording` is what the field should say, None or the same words for a comment; `words` the comment, or why.
    `version_hash` is that of the text they read. Raises TransitionRefused, also when another text is offered
    by now, or nothing was changed and nothing said.
    """
    part = queries.part_of(assignment.version, field)
    if assignment.version.content_hash != version_hash:
        raise transitions.TransitionRefused(
            _("The role has changed since you opened the page. Check your words beside the new text.")
        )
    is_wording = wording is not None and not rules.equal(wording, part.text)
    if is_wording and not part.can_word:
        raise transitions.TransitionRefused(_("Say in a comment what you would change here."))
    if is_wording and not (wording or "").strip() and queries.is_needed(field):
        raise transitions.TransitionRefused(_("A role always says this. Say in a comment why it should go."))
    if not is_wording and not words:
        raise transitions.TransitionRefused(_("Change some words, or say what you think."))
    return answering.suggest(
        assignment,
        part=queries.old_part(field),
        words=words,
        by=by,
        field=field,
        kind=ProposalKind.WORDING if is_wording else ProposalKind.COMMENT,
        wording=wording or "" if is_wording else "",
    )


@transaction.atomic
def record(assignment: Assignment, *, title: str, said: dict[str, Any], by: User, **asked: Any) -> OnBehalf:
    """Record the words somebody suggested by phone, by post or in person. `asked` is what `propose` takes.

    `title` names the field in their written copy. Raises TransitionRefused.
    """
    new = asked["wording"] if asked["wording"] is not None else ""
    suggested = "\n".join(filter(None, [title, new, asked["words"]]))
    return on_behalf.record(
        person=assignment.person,
        organisation_id=assignment.organisation_id,
        **said,
        by=by,
        what="role: suggest",
        words=lambda: str(WORDS[Answer.SUGGEST] % {"role": assignment.role.title, "words": suggested}),
        act=lambda: propose(assignment, by=by, **asked),
        asked=[assignment],
    )


@transaction.atomic
def take_up(
    proposal: ChangeProposal, *, answer: str, by: User, over: str | None = None, wording: str | None = None
) -> ChangeProposal:
    """Say yes to other words: they stand in the draft now. Raises TransitionRefused.

    Where the draft says something else by now, it is refused unless `over` is what the draft says, and
    `wording` what it shall say instead.
    """
    lock_open(proposal.assignment.role.project)
    fresh = transitions.lock_for(proposal, "accept")
    if queries.column(fresh.field) is None:
        raise transitions.TransitionRefused(_("Roles no longer have this part. Say no, and say why."))
    draft = transitions.lock(start_draft(fresh.assignment.role, by=by))
    now, base = getattr(draft, fresh.field), queries.base_words(fresh)
    if rules.conflicts(base=base, proposed=fresh.wording, now=now, over=over):
        raise transitions.TransitionRefused(
            _("The draft says something else by now. Read both, and write the words that shall stand there.")
        )
    words = fresh.wording if wording is None else wording
    edit_draft(draft, words={fresh.field: words}, by=by)
    return answering.answered(fresh, "accept", answer=answer, by=by, became=draft)


@transaction.atomic
def reply(proposal: ChangeProposal, *, answer: str, by: User) -> ChangeProposal:
    """Answer what somebody said about a part, where nothing is to be changed. Raises TransitionRefused."""
    lock_open(proposal.assignment.role.project)
    return answering.answered(proposal, "reply", answer=answer, by=by)
