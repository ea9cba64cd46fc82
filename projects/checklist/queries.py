"""The five steps as data, and where each one of a project stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.pages.steps import StepState
from coproduce.foundation.promises.kinds import Side as Owed
from coproduce.foundation.promises.models import Promise
from projects.checklist.models import SignOff
from projects.checklist.rules import label, stand
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
from projects.team.models import Project


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


def step_numbered(number: int) -> Step:
    """Return the step with this number. Raises IndexError."""
    return STEPS[number - 1]


def glance(projects: Iterable[Project]) -> dict[int, list[StepRow]]:
    """Return {project id: its five steps}. Two queries, for one project or a page of them."""
    projects = list(projects)
    views = _views(projects)
    started = _started(projects)
    return {project.pk: [_row(project, step, started, views) for step in STEPS] for project in projects}


def five_steps(project: Project) -> list[FullStep]:
    """Return the five steps of a project with what is missing in each and every view.

    A constant number of queries: one for the views, and what the `state` of each step's app needs.
    """
    views = _views([project], "person", answers=True)
    found = []
    for step in STEPS:
        standing = step.state(project)
        mine = views.get((project.pk, step.number), [])
        found.append(FullStep(step, _row_of(project, step, standing.started, mine), standing, mine))
    return found


def _row(
    project: Project,
    step: Step,
    started: dict[int, dict[str, bool]],
    views: dict[tuple[int, int], list[SignOff]],
) -> StepRow:
    has_begun = started.get(project.pk, {}).get(step.key, False)
    return _row_of(project, step, has_begun, views.get((project.pk, step.number), []))


def _row_of(project: Project, step: Step, started: bool, views: Sequence[SignOff]) -> StepRow:
    where = stand(started, views)
    url = reverse(step.url_name, args=[project.ref])
    return StepRow(step.number, step.title, url, where, label(where, views))


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


def _started(projects: list[Project]) -> dict[int, dict[str, bool]]:
    rows = Project.objects.filter(pk__in=[project.pk for project in projects]).annotate(
        **{f"{step.key}_begun": _begun(step) for step in STEPS}
    )
    names = [f"{step.key}_begun" for step in STEPS]
    return {
        pk: {step.key: bool(value) for step, value in zip(STEPS, values, strict=True)}
        for pk, *values in rows.order_by().values_list("pk", *names)
    }


def _begun(step: Step) -> Q:
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
