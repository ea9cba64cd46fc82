"""What has a date on a project, who says so, and how long preparations take in an organisation."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.apps import apps
from django.db.models import Max
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.text import capfirst

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import short_date
from coproduce.foundation.promises.models import Promise
from projects.resources.forms import ResourceForm
from projects.resources.models import Funder, LeadTime, Milestone, PlannedActivity
from projects.resources.signals import dates_asked
from projects.resources.states import ActivityState
from projects.resources.timeline import rules
from projects.resources.timeline.rules import (
    Due,
    Lead,
    NewDate,
    PlanBounds,
    PlanEntry,
    PlanWarning,
    Preview,
    ProjectPreview,
)
from projects.resources.timeline.states import LeadKind, PlanKind
from projects.team.models import Project

SAME_VALUE = {LeadKind.NOTICE: "notice_days", LeadKind.PAPERS: "papers_days"}
"""What the power review has an own value for: it counts here too, until a lead time is set."""


@dataclass(frozen=True)
class Plan:
    """All that a timeline shows, and what it is measured against."""

    entries: list[PlanEntry]
    leads: dict[LeadKind, Lead]
    bounds: PlanBounds

    @property
    def warnings(self) -> list[PlanWarning]:
        return rules.warnings(self.entries, self.leads, self.bounds)


def own_lead_times(organisation_id: int) -> dict[str, tuple[int, str]]:
    """Return {kind: days and where they come from} of what an organisation has set itself. One query."""
    rows = LeadTime.objects.filter(organisation=organisation_id).values_list("kind", "days", "source")
    return {kind: (days, source) for kind, days, source in rows}


def lead_times_of(organisation_id: int) -> dict[LeadKind, Lead]:
    """Return every lead time of an organisation. Two queries."""
    own = own_lead_times(organisation_id)
    thresholds = apps.get_model("power_balance", "PowerThresholds")  # an app above this one
    reviewed = thresholds.objects.filter(organisation=organisation_id).first()
    for kind, name in SAME_VALUE.items():
        if kind not in own and (days := getattr(reviewed, name, None)) is not None:
            own[kind] = (days, "")
    return rules.lead_times(own)


def plan_of(project: Project, user: User) -> Plan:
    """Return the plan of a project: what this app knows and what the apps above answer. A few queries.

    What has to be booked so that people can take part is told only to who may arrange it.
    """
    arranges = user.can("edit_project", project.organisation_id)
    today = clock.today()
    ends = money_ends_on(project)
    entries = [*_milestones(project, today), *_activities(project)]
    for _receiver, answer in dates_asked.send(sender=Project, project=project):
        told: list[PlanEntry] = list(answer or [])  # type: ignore[arg-type]  # a signal knows no types
        entries += told if arranges else [replace(one, booking=()) for one in told]
    if ends != project.ends_on:
        entries.append(PlanEntry(ends, PlanKind.MONEY, capfirst(str(PlanKind.MONEY.label)), "money:"))
    bounds = PlanBounds(project, ends, project.public_members().count(), today)
    return Plan(rules.in_order(entries), lead_times_of(project.organisation_id), bounds)


def money_ends_on(project: Project) -> dt.date:
    """Return the day the money of a project ends: the last that a funder pays for, else its own last day."""
    return Funder.objects.filter(project=project).aggregate(last=Max("ends_on"))["last"] or project.ends_on


def _milestones(project: Project, today: dt.date) -> Iterable[PlanEntry]:
    for row in Milestone.objects.filter(project=project):
        done = bool(row.done_at)
        yield PlanEntry(
            row.on,
            PlanKind.MILESTONE,
            row.title,
            f"milestones:{row.ref}",
            done=done,
            late=not done and row.on < today,
            can_move=not done,
            url=reverse("resources:change_milestone", args=[project.ref, row.ref]),
            move_url=reverse("resources:new_date_of_milestone", args=[project.ref, row.ref]),
            about=row,
        )


def _activities(project: Project) -> Iterable[PlanEntry]:
    for row in PlannedActivity.objects.filter(project=project).exclude(status=ActivityState.DROPPED):
        yield PlanEntry(
            row.on,
            PlanKind.ACTIVITY,
            row.title,
            f"activities:{row.ref}",
            month_only=row.month_only,
            people=row.people,
            before=(LeadKind.NOTICE,),
            pays=bool(row.fee_pence or row.expenses_pence),
            can_move=True,
            url=reverse("resources:change_activity", args=[project.ref, row.ref]),
            move_url=reverse("resources:new_date_of_activity", args=[project.ref, row.ref]),
            about=row,
        )


def promised_on(project: Project, user: User) -> list[Due]:
    """Return the open promises of a project that somebody may see and wait for nothing. One query."""
    rows = Promise.objects.visible_to(user).open().filter(project=project, waiting_since=None)
    found = rows.select_related("project", "person", "owner").order_by("due_at", "id")
    return [Due(str(row.words_for_staff), clock.uk(row.due_at).date(), row.staff_path) for row in found]


def preview_of(project: Project, asked: NewDate, user: User) -> Preview | None:
    """Return what a new date would do; None for a thing whose date cannot be changed any more."""
    plan = plan_of(project, user)
    if not any(one.key == asked.key and one.can_move for one in plan.entries):
        return None
    return rules.preview(plan.entries, asked, plan.leads, plan.bounds, promised_on(project, user))


@dataclass
class Window:
    """The days from and until which a project runs, or would run."""

    starts_on: dt.date
    ends_on: dt.date


def preview_of_project(project: Project, window: Window, user: User) -> ProjectPreview:
    """Return what new dates of a project would do."""
    plan = plan_of(project, user)
    follows = plan.bounds.money_ends_on == project.ends_on and not project.funders.exists()
    money = window.ends_on if follows else plan.bounds.money_ends_on
    staff = project.staff_time.filter(first_month=None).select_related("person")
    return rules.project_preview(
        plan.entries,
        plan.leads,
        plan.bounds,
        replace(plan.bounds, project=window, money_ends_on=money),
        promised_on(project, user),
        [row.person.name if row.person else str(row) for row in staff],
    )


def preview_address(project: Project, key: str, form: ResourceForm, *, by: User) -> str:
    """Return where to see what a changed date does before it is saved; "" where nothing else follows from it.

    `form` is the sent form of the row that `key` names.
    """
    first = form.first_date()
    if not form.is_bound or not form.is_valid() or first is None:
        return ""
    values = form.values()
    to, month_only = values["on"], values.get("month_only", False)
    if (to, month_only) == first:
        return ""
    found = preview_of(project, NewDate(key, to, month_only), by)
    if found is None or not found.has_effects:
        return ""
    typed = date_format(to, "F Y") if month_only else short_date(to)
    return f"{found.shifts[0].entry.move_url}?{urlencode({'when': typed, 'follow': 'no'})}"
