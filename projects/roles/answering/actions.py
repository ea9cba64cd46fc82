"""What public contributors answer to a role, and what the team answers to their suggestions."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.roles import notifications, promises, queries, rules, signals
from projects.roles.comparing import queries as comparing
from projects.roles.duties import actions as duties
from projects.roles.duties.notifications import DUTIES_CHANGED
from projects.roles.duties.signals import days_changed
from projects.roles.ending import actions as ending
from projects.roles.models import Agreement, Assignment, ChangeProposal, Part, RoleVersion
from projects.roles.states import LIVE, AssignmentState
from projects.roles.terms import actions as terms
from projects.roles.terms.queries import why_not_longer
from projects.roles.writing.actions import start_draft
from projects.team.actions import add_member, lock_open
from projects.team.states import Side

TIME_AFTER_OUR_ANSWER = dt.timedelta(days=7)


@transaction.atomic
def agree(assignment: Assignment, *, content_hash: str, by: User) -> Agreement:
    """Say yes to the text that was read. Saying it twice changes nothing.

    `content_hash` is that of the page the person read. Raises TransitionRefused when the text has changed
    since, or the offer no longer stands.
    """
    project = lock_open(assignment.role.project)
    fresh = transitions.lock(assignment)
    version = fresh.version
    if fresh.status not in LIVE:
        raise transitions.TransitionRefused(transitions.refusal(fresh, "agree"))
    if version.content_hash != content_hash:
        raise transitions.TransitionRefused(_changed_since(fresh, content_hash))
    if why := why_not_longer(fresh, version):
        raise transitions.TransitionRefused(
            _("This text would last longer than you agreed. %(why)s Nothing has changed.") % {"why": why}
        )
    agreement, new = Agreement.objects.get_or_create(
        version=version,
        person=fresh.person,
        defaults={"side": Side.PUBLIC, "content_hash": content_hash},
    )
    if fresh.status == AssignmentState.INVITED:
        begins = max(version.starts_on or clock.today(), clock.today())
        fresh = transitions.transition(fresh, "agree", by=by, answered_at=clock.now(), starts_on=begins)
        signals.offer_agreed.send(Assignment, assignment=fresh, by=by)
    elif not new:
        return agreement
    terms.set_term(fresh, by=by)
    _answered(fresh, by=by)
    history.record(agreement, "agreed to the role", by=by, detail={"version": version.number})
    add_member(project, person=fresh.person, side=Side.PUBLIC, does=fresh.role.title, by=by, tell=False)
    _count_duties(fresh, by=by)
    return agreement


def _count_duties(assignment: Assignment, *, by: User) -> None:
    """What was agreed counts from now; what was promised for an earlier text moves or ends, and is told."""
    project, people = assignment.role.project, {assignment.person_id}
    why = _("You agreed to version %(n)s of the role.") % {"n": assignment.version.number}
    changes = duties.follow(project, people=people, by=by, why=why)
    days_changed.send(Assignment, project=project, people=people, by=by, why=why)
    if changes:
        enqueue(
            DUTIES_CHANGED,
            to=assignment.person,
            subject=assignment,
            params={
                "moved": [one.pk for one in changes.moved],
                "ended": [one.pk for one in changes.ended],
            },
            dedupe_key=f"{DUTIES_CHANGED.key}:{assignment.pk}:{assignment.version_id}",
            organisation_id=assignment.organisation_id,
        )


def _changed_since(assignment: Assignment, content_hash: str) -> str:
    """Say that another text is offered now than the one that was read, and what it changes."""
    found = comparing.since(assignment, content_hash)
    said = [_("The role has changed since you opened the page. Please read it again.")]
    return " ".join([*said, *(fact.words for fact in (found.facts if found else []))])


@transaction.atomic
def decline(assignment: Assignment, *, by: User) -> Assignment:
    """Say no thank you. No reason is asked. Raises TransitionRefused."""
    fresh = transitions.transition(assignment, "decline", by=by, answered_at=clock.now())
    _answered(fresh, by=by)
    ending.settle(fresh, by=by, why=_("The offer was turned down."))
    return fresh


@transaction.atomic
def keep_earlier(assignment: Assignment, *, by: User) -> Assignment:
    """Say no to a change of one's role: what both sides agreed before goes on. Raises TransitionRefused."""
    fresh = transitions.lock(assignment)
    mine = RoleVersion.objects.filter(pk__in=queries.agreed_version_ids(fresh)).order_by("-number").first()
    if fresh.status != AssignmentState.AGREED or mine is None or mine.pk == fresh.version_id:
        raise transitions.TransitionRefused(_("There is no change waiting for your answer."))
    said_no_to, fresh.version = fresh.version, mine
    fresh.save(update_fields=["version"])
    history.record(
        fresh, "kept the earlier version", by=by, detail={"kept": mine.number, "not": said_no_to.number}
    )
    _answered(fresh, by=by, about=said_no_to)
    return fresh


def _answered(assignment: Assignment, *, by: User, about: RoleVersion | None = None) -> None:
    """Keep the contributor's promise to answer, and tell the named contact once."""
    version = about or assignment.version
    promise.keep(promises.ANSWER, subject=assignment, by=by, person=assignment.person)
    promise.keep(promises.READ_CHANGES, subject=assignment, by=by, person=assignment.person)
    enqueue(
        notifications.ANSWERED,
        to=assignment.role.project.lead,
        subject=assignment,
        dedupe_key=f"roles-answered:{assignment.pk}:{version.pk}",
        organisation_id=assignment.organisation_id,
    )


@transaction.atomic
def suggest(assignment: Assignment, *, part: Part, words: str, by: User, **about: Any) -> ChangeProposal:
    """Suggest a change of a part. We answer within 7 days; their own answer waits for ours.

    `about` says more: the field, its new wording and the kind, as `proposals` gives them. Raises
    TransitionRefused when the person is not invited to the role or in it.
    """
    project = lock_open(assignment.role.project)
    fresh = transitions.lock(assignment)
    if fresh.status not in LIVE:
        raise transitions.TransitionRefused(transitions.refusal(fresh, "agree"))
    proposal = ChangeProposal.objects.create(
        assignment=fresh, version=fresh.version, part=part, words=words, **about
    )
    history.record(proposal, "change suggested", by=by, detail={"part": part})
    due_at = clock.end_of_day(clock.today() + rules.ANSWER_SUGGESTION)
    promise.make(
        promises.ANSWER_SUGGESTION,
        subject=proposal,
        due_at=due_at,
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=fresh.person,
        label=fresh.role.title,
    )
    _wait_for_us(fresh, until=due_at + TIME_AFTER_OUR_ANSWER, by=by)
    enqueue(
        notifications.SUGGESTED,
        to=project.lead,
        subject=proposal,
        dedupe_key=f"roles-suggested:{proposal.pk}",
        organisation_id=project.organisation_id,
    )
    return proposal


def _wait_for_us(assignment: Assignment, *, until: dt.datetime, by: User) -> None:
    """Nobody has to answer an offer while their own suggestion waits for an answer."""
    if assignment.answer_by >= until:
        return
    assignment.answer_by = until
    assignment.save(update_fields=["answer_by"])
    why = _("A change was suggested, and we have to answer that first.")
    for kind in (promises.ANSWER, promises.READ_CHANGES):
        promise.move(kind, subject=assignment, due_at=until, by=by, why=why, person=assignment.person)


def answer(proposal: ChangeProposal, *, take_up: bool, answer: str, by: User) -> ChangeProposal:
    """Answer a suggestion: into the next draft, or not, with the words the person reads.

    Raises TransitionRefused.
    """
    return (accept if take_up else turn_down)(proposal, answer=answer, by=by)


@transaction.atomic
def accept(proposal: ChangeProposal, *, answer: str, by: User) -> ChangeProposal:
    """Say yes to a suggestion: it goes into the draft of the next version. Raises TransitionRefused."""
    transitions.lock(proposal)
    draft = start_draft(proposal.assignment.role, by=by)
    return answered(proposal, "accept", answer=answer, by=by, became=draft)


@transaction.atomic
def turn_down(proposal: ChangeProposal, *, answer: str, by: User) -> ChangeProposal:
    """Say no to a suggestion, with the reason the person reads. Raises TransitionRefused."""
    lock_open(proposal.assignment.role.project)
    return answered(proposal, "decline", answer=answer, by=by)


def answered(proposal: ChangeProposal, verb: str, *, answer: str, by: User, **fields: Any) -> ChangeProposal:
    """Move a suggestion to its answer, keep our promise, and tell the person. Raises TransitionRefused."""
    fresh = transitions.transition(
        proposal, verb, by=by, answer=answer, answered_by=by, answered_at=clock.now(), **fields
    )
    promise.keep(promises.ANSWER_SUGGESTION, subject=fresh, by=by)
    enqueue(
        notifications.SUGGESTION_ANSWERED,
        to=fresh.assignment.person,
        subject=fresh,
        dedupe_key=f"roles-suggestion-answered:{fresh.pk}",
        organisation_id=fresh.organisation_id,
    )
    return fresh
