"""A project ends, or goes on after all. What belongs to it ends in the transaction that ends the project."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import transitions
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.handover.actions import hand_over
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.undo import actions as undo
from coproduce.foundation.undo import kinds as undo_kinds
from coproduce.foundation.undo.models import Removal
from projects.checklist import queries as checklist
from projects.checklist.closing import notifications, queries
from projects.team import signals
from projects.team.actions import lock_open
from projects.team.models import Closing, Project
from projects.team.queries import staff_of, still_edits


@transaction.atomic
def close(
    project: Project,
    *,
    by: User,
    why: str,
    came_of_it: str,
    their_data: str,
    in_touch: str,
    why_unsigned: str = "",
) -> Project:
    """Close a project at any time, with all that belongs to it; money owed stays owed and is looked after.

    The project is locked first, as every app locks it before it promises: no promise slips in between.
    Raises TransitionRefused without a reason, or without one for steps that not both sides agree on.
    """
    fresh = lock_open(project)
    if not all(words.strip() for words in (why, came_of_it, their_data, in_touch)):
        raise transitions.TransitionRefused(
            _("Say why it is ending, what came of it, what happens to their data, and how to keep in touch.")
        )
    unsigned = checklist.unsigned(fresh)
    if unsigned and not why_unsigned.strip():
        raise transitions.TransitionRefused(
            _("Say why the project is ending before both sides agree on every step.")
        )
    people = _end_what_belongs_to_it(fresh, by=by, why=why)
    closing = Closing.objects.create(
        project=fresh,
        by=by,
        why=why,
        came_of_it=came_of_it,
        their_data=their_data,
        in_touch=in_touch,
        why_unsigned=why_unsigned if unsigned else "",
    )
    closed = transitions.transition(fresh, "close", by=by, why=why)
    _tell(closing, queries.to_tell(closed, people))
    return closed


def _end_what_belongs_to_it(project: Project, *, by: User, why: str) -> list[Person]:
    """Let each app end what is its own, then every promise that is left. Returns whose it was."""
    answers: Any = signals.project_closing.send(sender=Project, project=project, by=by, why=why)
    people: list[Person] = [person for _receiver, ended_with in answers for person in ended_with or ()]
    left = promise.settle(Promise.objects.filter(project=project), by=by, why=why)
    without = queries.without_owner(project)
    if without.exists():
        able = {person.pk: person for person in staff_of([project.organisation_id])}
        takes_over = able.get(project.lead_id) or by.person or next(iter(able.values()), None)
        if takes_over:
            hand_over(without, to=takes_over, by=by, why=_("The project is closed."))
    return [*people, *(known(row.person) for row in left if row.person)]


def _tell(closing: Closing, people: Iterable[Person]) -> None:
    closing.told.set(people)
    for person in people:
        enqueue(
            notifications.CLOSED,
            to=person,
            subject=closing,
            dedupe_key=f"checklist-closed:{closing.pk}:{person.pk}",
            organisation_id=closing.organisation_id,
        )


@transaction.atomic
def drop(project: Project, *, why: str, by: User) -> Removal:
    """Close a project that has never begun: there is nobody to tell, so the reason is enough.

    It is not deleted, as its history stays; for a while it can be planned again. Raises TransitionRefused
    once somebody knows of it.
    """
    fresh = lock_open(project)
    if not queries.never_began(fresh):
        raise transitions.TransitionRefused(
            _("This project has begun: someone knows about it, or something was promised. Close it instead.")
        )
    closed = close(
        fresh,
        by=by,
        why=why,
        came_of_it=_("Nothing: the project never began."),
        their_data=_("Nobody gave us anything for it."),
        in_touch=fresh.lead.name,
        why_unsigned=_("The project never began."),
    )
    return undo.remember(closed, by=by)


def _plan_again(project_id: int, by: User) -> Project:
    return transitions.transition(Project.objects.get(pk=project_id), "plan again", by=by)


undo_kinds.register(
    undo_kinds.UndoKind(
        "team.Project",
        page=lambda project: reverse("team:detail", args=[project.ref]),
        check=lambda project: project,
        may=lambda project, by: still_edits(by, project),
        put_back=_plan_again,
    )
)


@transaction.atomic
def reopen(project: Project, *, by: User, why: str) -> Project:
    """Open a closed project again, with the reason; what ended stays ended. Raises TransitionRefused.

    Who is on it and heard that it had ended hears that it goes on.
    """
    fresh = transitions.transition(project, "reopen", by=by, why=why)
    closing = fresh.closings.first()
    people = closing.told.filter(pk__in=fresh.public_members()) if closing else Person.objects.none()
    for person in people:
        enqueue(
            notifications.REOPENED,
            to=person,
            subject=known(closing),
            dedupe_key=f"checklist-reopened:{known(closing).pk}:{person.pk}",
            organisation_id=fresh.organisation_id,
        )
    return fresh
