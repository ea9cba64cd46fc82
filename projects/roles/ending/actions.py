"""A role or an offer ends: everything that hangs on it ends with it, in the same transaction."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.promises import actions as promise
from projects.roles import promises
from projects.roles.models import Assignment
from projects.roles.states import AssignmentState, ProposalState
from projects.team.models import Project

THEIRS = (promises.ANSWER, promises.READ_CHANGES)


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
    return fresh


def settle(assignment: Assignment, *, by: User | None, why: str) -> None:
    """Nobody owes anything for an offer or a role that is over: no answer, and none to a suggestion."""
    for kind in THEIRS:
        promise.release(kind, subject=assignment, by=by, why=why)
    for proposal in assignment.proposals.filter(status=ProposalState.WAITING):
        transitions.transition(proposal, "lapse", by=by, why=why)
        promise.release(promises.ANSWER_SUGGESTION, subject=proposal, by=by, why=why)


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
