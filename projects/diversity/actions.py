"""Naming the people a project is about, and releasing the one figure that may be shown."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.monitoring.store import queries as answers
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.undo import actions as undo
from coproduce.foundation.undo import kinds as undo_kinds
from coproduce.foundation.undo.models import Removal
from projects.diversity import queries, rules, tasks
from projects.diversity.models import DiversityAim, Release
from projects.team.actions import lock_open
from projects.team.models import Project
from projects.team.queries import still_edits


@transaction.atomic
def add_aim(
    project: Project, *, people: str, area: str, characteristics: list[str], why: str, how: str, by: User
) -> DiversityAim:
    """Name some of the people a project is about.

    Raises TransitionRefused for a name that is there already.
    """
    fresh = lock_open(project)
    if fresh.diversity_aims.filter(people=people).exists():
        raise transitions.TransitionRefused(_("“%(people)s” is already there.") % {"people": people})
    aim = DiversityAim.objects.create(
        project=fresh, people=people, area=area, characteristics=characteristics, why=why, how=how
    )
    history.record(aim, "people named", by=by)
    return aim


@transaction.atomic
def change_aim(aim: DiversityAim, *, by: User, **values: Any) -> DiversityAim:
    """Change what is said about some people. Raises TransitionRefused for a name that is there already."""
    project = lock_open(aim.project)
    fresh = transitions.lock(aim)
    if project.diversity_aims.exclude(pk=fresh.pk).filter(people=values["people"]).exists():
        raise transitions.TransitionRefused(
            _("“%(people)s” is already there.") % {"people": values["people"]}
        )
    changed = sorted(name for name, value in values.items() if getattr(fresh, name) != value)
    if changed:
        for name in changed:
            setattr(fresh, name, values[name])
        fresh.save(update_fields=changed)
        history.record(fresh, "people changed", by=by, detail={"changed": changed})
    return fresh


@transaction.atomic
def remove_aim(aim: DiversityAim, *, by: User) -> Removal:
    """Take some people off the page; history keeps that they stood there. For a while they can be put back.

    Raises TransitionRefused.
    """
    lock_open(aim.project)
    fresh = transitions.lock(aim)
    history.record(fresh, "people taken off", by=by)
    return undo.remove(fresh, by=by)


undo_kinds.register(
    undo_kinds.UndoKind(
        "diversity.DiversityAim",
        page=lambda aim: reverse("diversity:overview", args=[aim.project.ref]),
        check=lambda aim: lock_open(aim.project),
        may=lambda aim, by: still_edits(by, aim.project),
    )
)


@transaction.atomic
def release(organisation: Organisation, *, by: User) -> Release:
    """Freeze how many were asked and how many answered. The true counts are seen by nobody.

    Raises TransitionRefused when this quarter has its release, or too few people have joined since the last.
    """
    fresh = transitions.lock(organisation)
    last = Release.objects.filter(organisation=fresh).order_by("-number").first()
    quarter = answers.quarter_of(clock.today())
    why = rules.refusal(
        quarter=quarter, last_quarter=last.quarter if last else "", joined=queries.joined_since(fresh, last)
    )
    if why:
        raise transitions.TransitionRefused(why)
    shown = rules.publish(
        asked=queries.people_asked(fresh).count(), answered=answers.answered_count(fresh.ref)
    )
    made = Release.objects.create(
        organisation=fresh,
        number=last.number + 1 if last else 1,
        quarter=quarter,
        outcome=shown.outcome,
        asked_rounded=shown.asked,
        answered_rounded=shown.answered,
        made_by=by,
    )
    history.record(
        made, "diversity figures released", by=by, detail={"quarter": quarter, "outcome": shown.outcome}
    )
    transaction.on_commit(tasks.notify_worker_to_shuffle)
    return made
