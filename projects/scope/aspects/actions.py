"""How people are involved in one aspect of a piece of work: decided, achieved, opened again."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from projects.scope import notifications, queries
from projects.scope.models import AspectVersion, PieceAspect, Scale, ScaleLevel
from projects.scope.scales.queries import scale_of
from projects.scope.screening import queries as screening
from projects.scope.screening.rules import needs_reason
from projects.scope.states import Involvement, ScopingChange, ScopingState
from projects.team.actions import lock_open


@transaction.atomic
def decide(
    row: PieceAspect,
    *,
    planned: ScaleLevel | None,
    who_decided: str,
    decided_on: dt.date,
    by: User,
    why: str = "",
) -> PieceAspect:
    """Decide how people are involved; `planned` None: not now. A second decision is told to those concerned.

    Raises TransitionRefused: while a decision stands that nobody opened again, for "not now" without a
    reason, and for a level that stands for co-production without one where the answers do not bear it.
    """
    fresh = _lock(row)
    if not fresh.facts.may_decide:
        raise transitions.TransitionRefused(_("This is decided. Open the decision again first, and say why."))
    _check_level(planned, scale_of(fresh.piece.project.organisation_id))
    _check_reason(fresh, planned, why)
    if decided_on > clock.today():
        raise transitions.TransitionRefused(_("Enter the day it was decided. It must be today or earlier."))
    fresh.planned, fresh.why = planned, why.strip()
    fresh.who_decided, fresh.decided_on, fresh.state = who_decided, decided_on, ScopingState.DECIDED
    if fresh.achieved and planned and fresh.achieved.scale_id != planned.scale_id:
        fresh.achieved = None  # two scales cannot be compared; the history keeps it
    return _changed(fresh, ScopingChange.DECIDED, why=fresh.why, by=by)


@transaction.atomic
def record_achieved(row: PieceAspect, *, achieved: ScaleLevel, why: str, by: User) -> PieceAspect:
    """Write down how people were involved in the end, and how we know. Raises TransitionRefused."""
    fresh = _lock(row)
    if not fresh.facts.is_decided:
        raise transitions.TransitionRefused(_("Decide how people are to be involved first."))
    scale = fresh.planned.scale if fresh.planned else scale_of(fresh.piece.project.organisation_id)
    _check_level(achieved, scale)
    if not why.strip():
        raise transitions.TransitionRefused(_("Say how you know."))
    fresh.achieved = achieved
    return _changed(fresh, ScopingChange.ACHIEVED, why=why.strip(), by=by)


@transaction.atomic
def reopen(row: PieceAspect, *, why: str, by: User) -> PieceAspect:
    """Open a decision again. What was decided stands until it is decided anew; those it concerns are told.

    Raises TransitionRefused without a reason, or where nothing is decided.
    """
    fresh = _lock(row)
    if fresh.state != ScopingState.DECIDED:
        raise transitions.TransitionRefused(_("There is no decision here to open again."))
    if not why.strip():
        raise transitions.TransitionRefused(_("Say why you are opening this decision again."))
    fresh.state = ScopingState.REOPENED
    return _changed(fresh, ScopingChange.REOPENED, why=why.strip(), by=by)


def _lock(row: PieceAspect) -> PieceAspect:
    """Lock the project, the piece (its answers stand still) and the aspect."""
    project = lock_open(row.piece.project)
    piece = transitions.lock(row.piece)
    fresh = transitions.lock(row)
    piece.project, fresh.piece = project, piece
    return fresh


def _check_level(level: ScaleLevel | None, scale: Scale) -> None:
    if level and level.scale_id != scale.pk:
        raise transitions.TransitionRefused(
            _("Choose a level of the scale “%(scale)s”.") % {"scale": scale.name}
        )


def _check_reason(row: PieceAspect, planned: ScaleLevel | None, why: str) -> None:
    if why.strip():
        return
    if planned is None:
        raise transitions.TransitionRefused(_("Say why people are not involved now."))
    if needs_reason(planned.stands_for, screening.answers(row.piece)):
        raise transitions.TransitionRefused(
            _("The answers do not all speak for co-production. Choose another level, or say why it is right.")
        )


def _changed(row: PieceAspect, change: ScopingChange, *, why: str, by: User) -> PieceAspect:
    """Save the aspect with its next version, and tell those it concerns where a decision does not stand."""
    row.save()
    number = row.versions.count() + 1
    told = change == ScopingChange.REOPENED or (
        change == ScopingChange.DECIDED and row.versions.filter(change=change).exists()
    )
    version = AspectVersion.objects.create(
        row=row,
        number=number,
        change=change,
        planned=row.planned,
        achieved=row.achieved,
        why=why,
        who_decided=row.who_decided,
        decided_on=row.decided_on,
        made_by=by,
    )
    detail = {"change": change, "planned": row.planned.name if row.planned else Involvement.NOT_NOW}
    history.record(row, "involvement decided", by=by, why=why, detail=detail)
    if told:
        _tell(version, by=by)
    return row


def _tell(version: AspectVersion, *, by: User) -> None:
    project = version.row.piece.project
    for person in queries.concerned(project):
        if by.person != person:
            enqueue(
                notifications.DECISION_CHANGED,
                to=person,
                subject=version,
                dedupe_key=f"scope-decision:{version.pk}:{person.pk}",
                organisation_id=project.organisation_id,
            )
