"""Bringing two people in roles together, and ending that."""

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from projects.roles import notifications
from projects.roles.models import Assignment, RolePair
from projects.roles.pairing import queries
from projects.team.actions import lock_open


@transaction.atomic
def pair(newer: Assignment, *, experienced: Assignment, kind: str, by: User) -> RolePair:
    """Bring two people of a project together and tell both. Raises TransitionRefused."""
    lock_open(newer.role.project)
    transitions.lock(newer)
    if not newer.facts.is_agreed or not queries.could_pair(newer).filter(pk=experienced.pk).exists():
        raise transitions.TransitionRefused(_("Both have to be in a role of this project."))
    if RolePair.objects.of(newer).filter(pk__in=RolePair.objects.of(experienced).values("pk")).exists():
        raise transitions.TransitionRefused(_("These two are a pair already."))
    made = RolePair.objects.create(newer=newer, experienced=experienced, kind=kind, made_by=by)
    history.record(newer, "paired", by=by)
    history.record(experienced, "paired", by=by)
    for one in (newer, experienced):
        enqueue(
            notifications.PAIRED,
            to=one.person,
            subject=one,
            params={"pair": made.pk},
            dedupe_key=f"roles-paired:{made.pk}:{one.pk}",
            organisation_id=made.organisation_id,
        )
    return made


@transaction.atomic
def part(made: RolePair, *, by: User) -> RolePair:
    """End a pair; both stay in their roles. Raises TransitionRefused when it has ended."""
    fresh = transitions.lock(made)
    if fresh.ended_at:
        raise transitions.TransitionRefused(_("This pair has ended already."))
    _end(fresh, by=by)
    return fresh


def end_with(assignment: Assignment, *, by: User | None) -> None:
    """End the pairs of somebody whose role ends. Call it in the transaction that ends the role."""
    for made in RolePair.objects.of(assignment):
        _end(made, by=by)


def _end(made: RolePair, *, by: User | None) -> None:
    made.ended_at = clock.now()
    made.save(update_fields=["ended_at"])
    history.record(made.newer, "pair ended", by=by)
    history.record(made.experienced, "pair ended", by=by)
