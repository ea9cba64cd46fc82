"""An agreed role has a last day: before it both sides talk about what comes next, after it the role ends."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.kinds import PromiseKind
from coproduce.foundation.promises.models import Promise
from projects.roles import notifications, promises
from projects.roles.ending import actions as ending
from projects.roles.models import Assignment, sealing
from projects.roles.states import AssignmentState
from projects.roles.terms import rules
from projects.team.actions import lock_open

LOOKED = "looked at the role together"


def set_term(assignment: Assignment, *, by: User | None) -> None:
    """Take the last day of a locked, agreed role from the text that was agreed, and promise the talk."""
    version = assignment.version
    ends_on = rules.end_of(sealing.values_of(version), begins=known(assignment.starts_on))
    assignment.ends_on = ends_on
    assignment.save(update_fields=["ends_on"])
    _promise_to_look_again(assignment, version.review_on, by=by)
    if ends_on is None:
        promise.release(promises.REVIEW, subject=assignment, by=by, why=_("The role now has no end date."))
        return
    _promise_the_talk(assignment, by=by)


def _promise_to_look_again(assignment: Assignment, day: dt.date | None, *, by: User | None) -> None:
    """Promise to look at the role together on the day the text names; a day that is past is no promise."""
    if day is None or day < clock.today():
        why = _("The text that is agreed now names no such day.")
        promise.release(promises.LOOK_AGAIN, subject=assignment, by=by, why=why)
        return
    _promise(promises.LOOK_AGAIN, assignment, due_at=clock.end_of_day(day), by=by)


def _promise_the_talk(assignment: Assignment, *, by: User | None) -> None:
    due_at = rules.review_due(known(assignment.ends_on), today=clock.today())
    _promise(promises.REVIEW, assignment, due_at=due_at, by=by)


def _promise(kind: PromiseKind, assignment: Assignment, *, due_at: dt.datetime, by: User | None) -> None:
    project = assignment.role.project
    promise.make(
        kind,
        subject=assignment,
        due_at=due_at,
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=assignment.person,
        label=assignment.role.title,
    )


@transaction.atomic
def note_talk(assignment: Assignment, *, again: bool = False, by: User) -> Assignment:
    """Say that both sides have talked: about what comes next, or (`again`) about how the role goes.

    Raises TransitionRefused when none was due.
    """
    lock_open(assignment.role.project)
    fresh = transitions.lock(assignment)
    if not promise.keep(promises.LOOK_AGAIN if again else promises.REVIEW, subject=fresh, by=by):
        raise transitions.TransitionRefused(_("This is already recorded, or the role has ended."))
    history.record(fresh, LOOKED if again else "talked about what comes next", by=by)
    return fresh


@transaction.atomic
def look_ahead(assignment_id: int) -> bool:
    """Tell both sides once that a role ends soon, and see that the talk is promised. May run twice."""
    assignment = _locked(assignment_id)
    if assignment is None or not rules.ends_soon(known(assignment.ends_on), today=clock.today()):
        return False
    if not Promise.objects.about(assignment).filter(kind=promises.REVIEW.key).exists():
        _promise_the_talk(assignment, by=None)
    told = [
        enqueue(
            kind,
            to=to,
            subject=assignment,
            params={"ends_on": known(assignment.ends_on).isoformat()},
            dedupe_key=f"{key}:{assignment.pk}:{assignment.ends_on}",
            organisation_id=assignment.organisation_id,
        )
        for kind, to, key in (
            (notifications.ENDS_SOON, assignment.person, "roles-ends-soon"),
            (notifications.ENDS_SOON_STAFF, assignment.role.project.lead, "roles-ends-soon-staff"),
        )
    ]
    return any(told)


@transaction.atomic
def end_over(assignment_id: int) -> bool:
    """End a role whose last day has passed, thank the person, and tell the contact. May run twice."""
    assignment = _locked(assignment_id)
    if assignment is None or known(assignment.ends_on) >= clock.today():
        return False
    why = _("The time we agreed is over.")
    fresh = ending.stop(assignment, by=None, why=why, ends_on=assignment.ends_on)
    ending.tell_of_the_end(fresh, by=None)
    return True


def _locked(assignment_id: int) -> Assignment | None:
    """Lock the project of a role, then the role; None when it has ended in the meantime."""
    found = Assignment.objects.select_related("role__project").get(pk=assignment_id)
    try:
        lock_open(found.role.project)
    except transitions.TransitionRefused:
        return None
    fresh = transitions.lock(found)
    agreed = fresh.status == AssignmentState.AGREED and fresh.ends_on is not None
    return fresh if agreed else None
