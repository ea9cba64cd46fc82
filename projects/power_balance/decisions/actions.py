"""The register of decisions, and what public members dispute in it: the only code that writes them."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.meetings.models import Meeting
from projects.power_balance.decisions import notifications, promises
from projects.power_balance.decisions.models import Decision, DecisionDispute
from projects.power_balance.decisions.states import DisputeState, Followed
from projects.team.actions import check_public_member, lock_open
from projects.team.models import Project


@transaction.atomic
def record_decision(
    project: Project,
    *,
    title: str,
    decided_on: dt.date,
    options: str,
    took_part: str,
    followed: Followed,
    by: User,
    public_view: str = "",
    reason: str = "",
    meeting: Meeting | None = None,
) -> Decision:
    """Write a decision down; one against the public view needs a reason. Raises TransitionRefused."""
    decision = Decision.objects.create(
        project=lock_open(project),
        title=title,
        decided_on=decided_on,
        options=options,
        took_part=took_part,
        public_view=public_view,
        followed=followed,
        reason=reason,
        meeting=meeting,
        made_by=by,
    )
    history.record(decision, "decision recorded", by=by, detail={"followed": followed})
    return decision


@transaction.atomic
def correct_decision(decision: Decision, *, by: User, **values: Any) -> Decision:
    """Correct a recorded decision; history keeps what was changed, and what it said.

    Raises TransitionRefused.
    """
    lock_open(decision.project)
    fresh = transitions.lock(decision)
    changed = {
        name: str(getattr(fresh, name)) for name, value in values.items() if getattr(fresh, name) != value
    }
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, values[name])
    fresh.save(update_fields=list(changed))
    history.record(fresh, "decision corrected", by=by, detail={"said before": changed})
    return fresh


@transaction.atomic
def dispute(decision: Decision, *, words: str, person: Person, by: User) -> DecisionDispute:
    """Let a public member say that an entry is not right; we answer within 14 days.

    Raises TransitionRefused.
    """
    project = lock_open(decision.project)
    check_public_member(project, person)
    if decision.disputes.filter(person=person, status=DisputeState.WAITING).exists():
        raise transitions.TransitionRefused(
            _("You have already told us about this decision. We still owe you an answer.")
        )
    row = DecisionDispute.objects.create(decision=decision, person=person, words=words)
    history.record(row, "decision disputed", by=by)
    promise.make(
        promises.ANSWER_DISPUTE,
        subject=row,
        due_at=clock.end_of_day(clock.today() + promises.ANSWER_WITHIN),
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=person,
    )
    enqueue(
        notifications.DISPUTED,
        to=project.lead,
        subject=row,
        dedupe_key=f"decision-disputed:{row.pk}",
        organisation_id=project.organisation_id,
    )
    return row


@transaction.atomic
def answer_dispute(row: DecisionDispute, *, words: str, by: User) -> DecisionDispute:
    """Answer a dispute, which keeps what we promised. Both sides read it. Raises TransitionRefused."""
    project = lock_open(row.decision.project)
    fresh = transitions.transition(
        row, "answer", by=by, answer=words, answered_by=by, answered_at=clock.now()
    )
    promise.keep(promises.ANSWER_DISPUTE, subject=fresh, by=by)
    enqueue(
        notifications.DISPUTE_ANSWERED,
        to=fresh.person,
        subject=fresh,
        dedupe_key=f"dispute-answered:{fresh.pk}",
        organisation_id=project.organisation_id,
    )
    return fresh
