"""New dates are saved together, as they were looked at; an organisation says how long things take."""

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from projects.resources.models import LeadTime, Milestone, PlannedActivity
from projects.resources.states import ActivityState
from projects.resources.timeline import queries
from projects.resources.timeline.queries import Window
from projects.resources.timeline.rules import NewDate, Preview, Shift
from projects.team.actions import edit_project, lock_open
from projects.team.models import Project


@transaction.atomic
def move(project: Project, asked: NewDate, *, seen: str, by: User) -> Preview:
    """Give one thing a new date, and with `follow` everything that comes after it.

    `seen` is the name of the preview somebody looked at. Raises TransitionRefused when the plan has changed
    since, or when something would fall outside the project.
    """
    fresh = lock_open(project)
    found = queries.preview_of(fresh, asked, by)
    if found is None:
        raise transitions.TransitionRefused(_("This has no date that can be changed any more."))
    if found.refused:
        raise transitions.TransitionRefused(found.refused[0].words)
    if found.seen != seen:
        raise transitions.TransitionRefused(
            _("The plan has changed since you looked. Look at it once more, then save it.")
        )
    for shift in found.shifts:
        _save(shift, by=by)
    return found


@transaction.atomic
def move_project(project: Project, window: Window, *, seen: str, by: User) -> Project:
    """Give a project new dates, as somebody looked at what they move. Raises TransitionRefused."""
    fresh = lock_open(project)
    if queries.preview_of_project(fresh, window, by).seen != seen:
        raise transitions.TransitionRefused(
            _("The plan has changed since you looked. Look at it once more, then save it.")
        )
    said = {name: getattr(fresh, name) for name in ("title", "summary", "lead", "cost_code")}
    return edit_project(fresh, **said, starts_on=window.starts_on, ends_on=window.ends_on, by=by)


def _save(shift: Shift, *, by: User) -> None:
    row = shift.entry.about
    if not isinstance(row, Milestone | PlannedActivity):
        raise TypeError(f"{shift.entry.key} has no row here")
    fresh = transitions.lock(row)
    if isinstance(fresh, PlannedActivity):
        if fresh.status == ActivityState.DROPPED:
            raise transitions.TransitionRefused(_("This has no date that can be changed any more."))
        fresh.month_only = shift.month_only
    was, fresh.on = fresh.on, shift.to
    fresh.save()
    history.record(
        fresh,
        f"{fresh._meta.verbose_name_raw} has a new date",
        by=by,
        detail={"from": was.isoformat(), "to": shift.to.isoformat()},
    )


@transaction.atomic
def set_lead_time(organisation: Organisation, *, kind: str, days: int | None, source: str, by: User) -> None:
    """Say how many days one kind of preparation takes here; None goes back to what is practice elsewhere."""
    transitions.lock(organisation)
    mine = LeadTime.objects.filter(organisation=organisation, kind=kind)
    if days is None:
        mine.delete()
    else:
        LeadTime.objects.update_or_create(
            organisation=organisation, kind=kind, defaults={"days": days, "source": source}
        )
    history.record(organisation, "lead time changed", by=by, detail={"kind": kind, "days": days})
