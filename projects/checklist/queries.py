"""The five steps as data, and where each one of a project stands."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.pages.steps import StepState
from coproduce.foundation.promises.kinds import Side as Owed
from coproduce.foundation.promises.models import Promise
from projects.checklist import rules
from projects.checklist.models import SignOff, SignOffAsk
from projects.checklist.rules import Asked, NextStep, label, stand
from projects.checklist.states import Stand
from projects.diversity import queries as diversity
from projects.diversity.models import DiversityAim
from projects.meetings.models import Meeting
from projects.power_balance import queries as power_balance
from projects.power_balance.decisions.models import Decision
from projects.power_balance.power_actions.models import PowerAction
from projects.resources import queries as resources
from projects.resources.models import BudgetLine, Milestone, PlannedActivity, StaffAllocation
from projects.roles import queries as roles
from projects.roles.models import RoleDescription
from projects.scope import queries as scope
from projects.scope.models import InfluenceStatement, NothingIsFixed, PieceOfWork
from projects.team.models import Project, TeamMember
from projects.team.states import Side


@dataclass(frozen=True)
class Step:
    """One of the five: what it asks, where its page is, who says where it stands, what begins it."""

    number: int
    key: str
    title: str | Lazy
    question: str | Lazy
    url_name: str
    state: Callable[[Project], StepState]
    begun_by: tuple[type[Model], ...]


STEPS = (
    Step(
        1,
        "scope",
        _("Scope"),
        _("What can people change here, and what can they not change?"),
        "scope:overview",
        scope.state,
        (PieceOfWork, InfluenceStatement, NothingIsFixed),
    ),
    Step(
        2,
        "resources",
        _("Resources"),
        _("Who does this, with what money, by when, and how are people found fairly?"),
        "resources:overview",
        resources.state,
        (BudgetLine, PlannedActivity, StaffAllocation, Milestone),
    ),
    Step(
        3,
        "roles",
        _("Role descriptions"),
        _("What exactly are people asked to do, for how long and for what?"),
        "roles:overview",
        roles.state,
        (RoleDescription,),
    ),
    Step(
        4,
        "power_balance",
        _("Level playing field"),
        _("Where is power unequal, and what do we do about it?"),
        "power_balance:overview",
        power_balance.state,
        (Meeting, PowerAction, Decision),
    ),
    Step(
        5,
        "diversity",
        _("Value difference"),
        _("Who is missing, and do different people do different work?"),
        "diversity:overview",
        diversity.state,
        (DiversityAim,),
    ),
)


@dataclass(frozen=True)
class StepRow:
    """A step of one project at a glance, as `<c-steps>` reads it."""

    number: int
    title: str | Lazy
    url: str
    state: Stand
    label: str


@dataclass(frozen=True)
class FullStep:
    """A step of one project with everything the checklist says about it."""

    step: Step
    row: StepRow
    standing: StepState
    views: Sequence[SignOff]
    answer_by: dt.date | None = None  # public members were asked to say by this day

    @property
    def of_staff(self) -> list[SignOff]:
        """What the staff side says."""
        return [one for one in self.views if one.is_of_staff]

    @property
    def of_public(self) -> list[SignOff]:
        """What public contributors say."""
        return [one for one in self.views if not one.is_of_staff]


def step_numbered(number: int) -> Step:
    """Return the step with this number. Raises IndexError."""
    return STEPS[number - 1]


@dataclass(frozen=True)
class Begun:
    """Of one project: which steps have begun, who is on the public side, who was asked by when."""

    steps: Mapping[str, bool]
    asked: Mapping[str, Asked]


def glance(projects: Iterable[Project]) -> dict[int, list[StepRow]]:
    """Return {project id: its five steps}. Two queries, for one project or a page of them."""
    projects = list(projects)
    views, begun = _views(projects), _begun(projects)
    return {
        project.pk: [
            _row(
                project,
                step,
                begun[project.pk].steps[step.key],
                begun[project.pk].asked[step.key],
                views.get((project.pk, step.number), []),
            )
            for step in STEPS
        ]
        for project in projects
    }


def five_steps(project: Project) -> list[FullStep]:
    """Return the five steps of a project with what is missing in each and every view.

    A constant number of queries: two for views and questions, and what the `state` of each step's app needs.
    """
    views, asked = _views([project], "person", answers=True), _begun([project])[project.pk].asked
    found = []
    for step in STEPS:
        standing = step.state(project)
        mine = views.get((project.pk, step.number), [])
        row = _row(project, step, standing.started, asked[step.key], mine)
        found.append(FullStep(step, row, standing, mine, asked[step.key].answer_by))
    return found


def next_step(project: Project, steps: Sequence[FullStep]) -> NextStep | None:
    """Return the one thing that a project needs next, from its five steps; None when that is nothing."""
    pages = {
        "start": reverse("team:start_running", args=[project.ref]),
        "checklist": reverse("checklist:overview", args=[project.ref]),
    }
    said = [(full.row.url, full.standing, full.row.state) for full in steps]
    return rules.next_step(project.status, said, pages)


def _row(project: Project, step: Step, started: bool, asked: Asked, views: Sequence[SignOff]) -> StepRow:
    where = stand(started, views, asked)
    url = reverse(step.url_name, args=[project.ref])
    return StepRow(step.number, step.title, url, where, label(where, views, asked))


def _views(
    projects: list[Project], *related: str, answers: bool = False
) -> dict[tuple[int, int], list[SignOff]]:
    rows = SignOff.objects.latest_views().with_standing().filter(project__in=projects).order_by("id")
    rows = rows.select_related(*related) if related else rows
    rows = rows.prefetch_related("answers__by__people") if answers else rows
    found: dict[tuple[int, int], list[SignOff]] = {}
    for row in rows:
        found.setdefault((row.project_id, row.step), []).append(row)
    return found


def _begun(projects: list[Project]) -> dict[int, Begun]:
    members = TeamMember.objects.current().filter(project=OuterRef("pk"), side=Side.PUBLIC)
    counted = members.order_by().values("project").annotate(n=Count("pk")).values("n")
    facts: dict[str, Any] = {"public": Coalesce(Subquery(counted), 0)}
    for step in STEPS:
        asks = SignOffAsk.objects.filter(project=OuterRef("pk"), step=step.number).order_by("-id")
        facts[f"{step.key}_by"] = Subquery(asks.values("answer_by")[:1])
        facts[f"{step.key}_begun"] = _has_begun(step)
    rows = Project.objects.filter(pk__in=[project.pk for project in projects]).annotate(**facts).order_by()
    return {
        row["pk"]: Begun(
            {step.key: bool(row[f"{step.key}_begun"]) for step in STEPS},
            {step.key: Asked(row["public"], row[f"{step.key}_by"]) for step in STEPS},
        )
        for row in rows.values("pk", *facts)
    }


def _has_begun(step: Step) -> Q:
    begun = Q()
    for model in step.begun_by:
        begun |= Q(Exists(model._default_manager.filter(project=OuterRef("pk"))))
    return begun


def owed(project: Project) -> QuerySet[Promise]:
    """Return what the organisation still owes somebody on a project, the most urgent first."""
    rows = Promise.objects.open().filter(project=project, side=Owed.ORGANISATION)
    return rows.select_related("person", "project").order_by("due_at", "id")


def unsigned(project: Project) -> list[Step]:
    """Return the steps that the two sides do not both agree on."""
    return [full.step for full in five_steps(project) if full.row.state != Stand.AGREED]
