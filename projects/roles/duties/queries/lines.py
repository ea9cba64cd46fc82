"""Which duties are in force, and how strict they are. Starts from the person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, QuerySet

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.promises import kinds
from projects.roles.duties import rules
from projects.roles.duties.rules import Line
from projects.roles.models import Agreement, Assignment
from projects.roles.models.duty_kinds import KINDS, line_of
from projects.roles.states import AssignmentState
from projects.team.models import Project
from projects.team.states import ProjectState


def in_force(project: Project | None = None, people: Collection[int] | None = None) -> list[Line]:
    """Return every duty in force on a project (everywhere), of these people (of everybody). Two queries."""
    mine = Assignment.objects.filter(status=AssignmentState.AGREED)
    mine = mine if project is None else mine.filter(role__project=project)
    mine = mine if people is None else mine.filter(person__in=people)
    return of_assignments(mine)


def of_assignments(rows: QuerySet[Assignment], on: dt.date | None = None) -> list[Line]:
    """Return the duties of what was agreed last (by the end of a day) in these roles."""
    assignments = list(rows.select_related("role__project").order_by("pk"))
    agreed: dict[tuple[int, int], list[Agreement]] = defaultdict(list)
    found = Agreement.objects.filter(
        person__in={one.person_id for one in assignments},
        version__role__in={one.role_id for one in assignments},
    )
    found = found.filter(agreed_at__lte=clock.end_of_day(on)) if on else found
    for agreement in found.select_related("version").defer("version__sealed").order_by("version__number"):
        agreed[agreement.person_id, agreement.version.role_id].append(agreement)
    return [line for one in assignments for line in _lines(one, agreed.get((one.person_id, one.role_id), []))]


def _lines(assignment: Assignment, agreements: list[Agreement]) -> list[Line]:
    """Return the duties of the last agreement, each with since when it is agreed without a break."""
    if not agreements:
        return []
    latest = agreements[-1]
    lines = []
    for entry in (*latest.version.our_promises, *latest.version.their_promises):
        since = latest.agreed_at
        for earlier in reversed(agreements[:-1]):
            said = (*earlier.version.our_promises, *earlier.version.their_promises)
            if line_of(entry) not in {line_of(one) for one in said}:
                break
            since = earlier.agreed_at
        lines.append(
            Line(
                assignment=assignment.pk,
                person=assignment.person_id,
                version=latest.version_id,
                role=assignment.role.title,
                entry=entry,
                since=since,
                starts_on=assignment.starts_on or clock.uk(since).date(),
                contact=assignment.role.project.lead_id,
            )
        )
    return lines


def days_by_person(
    kind: str, people: Collection[int], *, project: Project | None = None, organisation_id: int | None = None
) -> dict[int, int]:
    """Return, for who has this kind of duty in a role, the strictest number of days. Two queries.

    Of roles on `project`, or on any project of `organisation_id`.
    """
    rows = Assignment.objects.filter(status=AssignmentState.AGREED, person__in=people)
    if project is not None:
        rows = rows.filter(role__project=project)
    if organisation_id is not None:
        rows = rows.filter(role__project__organisation=organisation_id)
    return _strictest(kind, of_assignments(rows))


def _strictest(kind: str, lines: Iterable[Line]) -> dict[int, int]:
    found: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        if line.name == kind and line.days:
            found[line.person].append(line.days)
    return {person: KINDS[kind].strictest(days) for person, days in found.items()}


def days_for(
    person: Person,
    kind: str,
    *,
    project: Project | None = None,
    organisation_id: int | None = None,
    on: dt.date | None = None,
) -> int | None:
    """Return the strictest days of a kind of duty that a person's agreed roles name; None where none does.

    Of roles on `project`, or on any project of `organisation_id`; `on`: as they were agreed by that day.
    """
    rows = Assignment.objects.filter(status=AssignmentState.AGREED, person=person)
    if project is not None:
        rows = rows.filter(role__project=project)
    if organisation_id is not None:
        rows = rows.filter(role__project__organisation=organisation_id)
    return _strictest(kind, of_assignments(rows, on)).get(person.pk)


def pay_by(person: Person, organisation_id: int, sent: dt.date, usual: dt.date) -> dt.date:
    """Return the earlier of the usual day of payment and that which the person's roles promise."""
    days = days_for(person, "pay", organisation_id=organisation_id)
    return min(usual, rules.pay_day(sent, days)) if days else usual


def line_that(promise_kind: str) -> str | None:
    """Return which duty a kind of promise of another app stands for; None for one that is nobody's duty."""
    if kinds.get(promise_kind).is_reply:
        return "answer"
    return next((one.key for one in KINDS.values() if promise_kind in one.stands_for), None)


def projects_with_duties() -> QuerySet[Project]:
    """Return the open projects on which somebody agreed to a role."""
    agreed = Assignment.objects.filter(status=AssignmentState.AGREED, role__project=OuterRef("pk"))
    return Project.objects.exclude(status=ProjectState.CLOSED).filter(Exists(agreed)).select_related("lead")
