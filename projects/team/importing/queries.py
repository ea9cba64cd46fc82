"""Who is on which project, as rows of a file are compared with it; and what stands on their being there."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.db import models
from django.db.models import QuerySet

from contributors.accounts.models import Organisation, User
from contributors.people.importing.models import ImportRow, PeopleImport
from contributors.people.importing.queries import CHUNK, index_of, point_at_people
from contributors.people.importing.rules.kinds import Values, Verdict
from contributors.people.importing.states import Outcome
from contributors.people.models import Person
from contributors.people.records.rules import NAME, PERSON, whose
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from projects.team import notifications
from projects.team.importing import rules
from projects.team.importing.rules import Member, Place, Teams
from projects.team.models import Project, TeamMember
from projects.team.queries import contributors_of, staff_of
from projects.team.states import ProjectState, Side

DEEP = 3
"""So many links may lie between what somebody does and the project it is done on."""


def projects_of(organisation: Organisation, user: User) -> QuerySet[Project]:
    """Return the projects of an organisation that a member of staff sees, and so may fill from a file."""
    return Project.objects.visible_to_staff(user).filter(organisation=organisation)


class MembersJudge:
    """Compares rows with who is on the projects of an organisation, as it is when it is made."""

    def __init__(self, imported: PeopleImport, user: User) -> None:
        where = imported.organisation
        self.index, self.teams = index_of(where, user), Teams()
        mine = projects_of(where, user).order_by("pk")
        self.teams.places = [
            Place(one.pk, one.ref, one.title, one.status == ProjectState.CLOSED) for one in mine
        ]
        self.teams.can_join = {
            Side.PUBLIC: set(contributors_of(where.pk).values_list("pk", flat=True)),
            Side.PROFESSIONAL: set(staff_of([where.pk]).values_list("pk", flat=True)),
        }
        self.projects = [one.pk for one in self.teams.places]

    def judge(self, rows: Sequence[ImportRow]) -> list[Verdict]:
        """Return the verdict of each of some rows. As many queries for one as for a thousand."""
        found = [whose(self.index, row.values, row.choice) for row in rows]
        self._fill({one.known.pk for one in found if one.known})
        today = clock.today()
        return [
            rules.judged(self.teams, one, row.number, row.values, row.choice, today)
            for row, one in zip(rows, found, strict=True)
        ]

    def _fill(self, people: set[int]) -> None:
        there = TeamMember.objects.filter(person__in=people, project__in=self.projects)
        self.teams.members = {}
        for one in there.order_by("joined_on", "pk"):
            self.teams.members.setdefault((one.person_id, one.project_id), []).append(member_of(one))


def member_of(row: TeamMember) -> Member:
    """Return a membership as rows are compared with it."""
    return Member(
        row.pk, row.person_id, row.project_id, row.side, row.does, row.joined_on, row.left_on
    )  # fmt: skip


def export_members(organisation: Organisation, user: User) -> Iterator[Values]:
    """Yield who is and was on the open projects of an organisation, in the shape that is read."""
    known = Person.objects.known_to([organisation.pk])
    rows = TeamMember.objects.filter(project__in=projects_of(organisation, user), person__in=known)
    rows = rows.exclude(project__status=ProjectState.CLOSED).select_related("person", "project")
    for one in rows.order_by("project__title", "project", "joined_on", "pk").iterator(CHUNK):
        where = {rules.PROJECT_REF: one.project.ref, rules.PROJECT: one.project.title}
        said = member_of(one).facts | {rules.SIDE: one.get_side_display()}
        yield {PERSON: one.person.ref, NAME: one.person.name} | where | said


@cache
def _ways_to_projects() -> list[tuple[Any, str, str]]:
    """Return (model, its person, its project) of everything that somebody does, or has, on a project."""
    found = []
    for model, person in point_at_people():
        way = _way(model, DEEP)
        if way and model not in (TeamMember, Project):
            found.append((model, person, way))
    return found


def _way(model: Any, deep: int) -> str:
    links = [
        one for one in model._meta.get_fields() if isinstance(one, models.ForeignKey) and one.related_model
    ]
    if here := next((one.name for one in links if one.related_model is Project), ""):
        return here
    for one in links if deep > 1 else []:
        target: Any = one.related_model
        if target is not Person and (further := _way(target, deep - 1)):
            return f"{one.name}__{further}"
    return ""


def stands_on(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return for which (person, project) something is here: a promise, a meeting, a role, a view, a claim.

    Everything that points at a person and leads to a project counts, also what a later version adds.
    """
    people, projects = {one[0] for one in pairs}, {one[1] for one in pairs}
    found: set[tuple[int, int]] = set()
    for model, person, way in _ways_to_projects():
        rows = model._base_manager.filter(**{f"{person}__in": people, f"{way}__in": projects})
        found |= set(rows.order_by().values_list(person, way).distinct())
    return found & set(pairs)


def untold(imported: PeopleImport) -> QuerySet[TeamMember]:
    """Return the public members an import put on a project whom nobody has told."""
    rows = imported.rows.filter(outcome=Outcome.NEW, made_id__isnull=False)
    told = Notification.objects.filter(
        kind=notifications.ADDED.key, subject_type=TeamMember._meta.label
    ).values("subject_id")
    made = TeamMember.objects.current().filter(pk__in=rows.values("made_id"), side=Side.PUBLIC)
    return made.exclude(pk__in=told)
