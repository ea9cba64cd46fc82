"""A role or an offer ends: everything that hangs on it ends with it, in the same transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.roles import notifications, promises, signals
from projects.roles.duties import actions as duties
from projects.roles.farewell import actions as farewell
from projects.roles.models import Assignment
from projects.roles.pairing import actions as pairing
from projects.roles.states import AssignmentState, ProposalState
from projects.scope.comments import actions as scope_comments
from projects.team.actions import lock_open
from projects.team.models import Project

OF_A_ROLE = (promises.ANSWER, promises.READ_CHANGES, promises.REVIEW, promises.LOOK_AGAIN)


def take_back(assignment: Assignment, *, by: User | None, why: str) -> Assignment:
    """Take an invitation back, with all that hangs on it. Tells nobody. Raises TransitionRefused."""
    fresh = transitions.transition(assignment, "withdraw", by=by, why=why, why_over=why)
    settle(fresh, by=by, why=why)
    return fresh


def stop(assignment: Assignment, *, by: User | None, why: str, **fields: Any) -> Assignment:
    """End an agreed role today, with all that hangs on it. Tells nobody. Raises TransitionRefused."""
    last_day = max(clock.today(), assignment.starts_on or clock.today())
    fields = {"why_over": why, "ends_on": last_day, **fields}
    fresh = transitions.transition(assignment, "end", by=by, why=why, **fields)
    settle(fresh, by=by, why=why)
    farewell.promise_result(fresh, by=by)
    return fresh


def tell_of_the_end(assignment: Assignment, *, by: User | None) -> None:
    """Write to who was in a role that it has ended, and to the named contact unless they ended it."""
    lead = assignment.role.project.lead
    told = [(notifications.ENDED, assignment.person)]
    if by is None or by.person != lead:
        told.append((notifications.STOPPED, lead))
    for kind, to in told:
        enqueue(
            kind,
            to=to,
            subject=assignment,
            dedupe_key=f"{kind.key}:{assignment.pk}",
            organisation_id=assignment.organisation_id,
        )


def settle(assignment: Assignment, *, by: User | None, why: str) -> None:
    """Nobody owes anything for an offer or a role that is over: no answer, and none to a suggestion."""
    for kind in OF_A_ROLE:
        promise.release(kind, subject=assignment, by=by, why=why)
    duties.end(assignment, by=by, why=why)
    pairing.end_with(assignment, by=by)
    for proposal in assignment.proposals.filter(status=ProposalState.WAITING):
        transitions.transition(proposal, "lapse", by=by, why=why)
        promise.release(promises.ANSWER_SUGGESTION, subject=proposal, by=by, why=why)
    scope_comments.let_go_of_reader(assignment.role.project, assignment.person, by=by, why=why)
    signals.offer_over.send(Assignment, assignment=assignment, by=by, why=why)


@transaction.atomic
def stop_mine(assignment: Assignment, *, by: User) -> Assignment:
    """Let somebody stop their role today. Nobody asks why; they stay on the project.

    Raises TransitionRefused.
    """
    lock_open(assignment.role.project)
    fresh = stop(assignment, by=by, why=_("The public contributor stopped it."))
    tell_of_the_end(fresh, by=by)
    return fresh


def end_all(project: Project, *, by: User, why: str) -> list[Person]:
    """End every offer and every role of a locked project. Returns who had one; they are told elsewhere."""
    return _end(Assignment.objects.filter(role__project=project), by=by, why=why)


def end_theirs(project: Project, person: Person, *, by: User, why: str) -> None:
    """End every offer and every role of somebody who leaves a locked project. They are told elsewhere."""
    _end(Assignment.objects.filter(role__project=project, person=person), by=by, why=why)


def _end(assignments: QuerySet[Assignment], *, by: User, why: str) -> list[Person]:
    live: Iterable[Assignment] = assignments.filter(
        status__in=(AssignmentState.INVITED, AssignmentState.AGREED)
    ).select_related("person")
    people = []
    for assignment in live:
        over = take_back if assignment.status == AssignmentState.INVITED else stop
        over(assignment, by=by, why=why)
        people.append(assignment.person)
    return people
