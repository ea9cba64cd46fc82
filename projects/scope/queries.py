from collections.abc import Iterable

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from contributors.people.models import Person
from coproduce.foundation.pages.steps import StepState
from projects.scope import rules, signals
from projects.scope.models import (
    InfluenceStatement,
    NothingIsFixed,
    PieceAspect,
    PieceOfWork,
    ScreenAnswer,
)
from projects.scope.rules import ScopedPiece, Thread
from projects.scope.states import OPENNESS_FACTS
from projects.team.models import Project
from projects.team.queries import public_members

ASPECTS = PieceAspect.objects.select_related("planned__scale", "achieved__scale").order_by("id")

BY_OPENNESS = "by_openness"
THREADS_SHOWN = 25
"""On a page that shows more than the scope; all of them are on its own page."""


def state(project: Project) -> StepState:
    """Return where step 1 stands. Four queries."""
    kinds = (
        InfluenceStatement.objects.current()
        .filter(project=project)
        .order_by()
        .values_list("kind")
        .union(NothingIsFixed.objects.filter(project=project).values_list(Value(rules.NOTHING_FIXED)))
    )
    return rules.state_of(pieces(project), {kind for (kind,) in kinds})


def pieces(project: Project) -> list[ScopedPiece]:
    """Return the pieces of work with their aspects and the answers that stand. Three queries."""
    return scoped(PieceOfWork.objects.filter(project=project).order_by("id"))


def scoped(rows: QuerySet[PieceOfWork]) -> list[ScopedPiece]:
    """Return pieces of work with their aspects and the answers that stand. Three queries."""
    answers = Prefetch("answers", ScreenAnswer.objects.current().order_by("id"))
    return [
        ScopedPiece(
            piece, list(piece.aspects.all()), {row.question: row.answer for row in piece.answers.all()}
        )
        for piece in rows.prefetch_related(Prefetch("aspects", ASPECTS), answers)
    ]


def threads(project: Project) -> list[Thread]:
    """Return the first statements with their earlier versions, the most open first. Two queries."""
    return with_earlier(list(newest(project).order_by(BY_OPENNESS, "id")[:THREADS_SHOWN]))


def newest(project: Project) -> QuerySet[InfluenceStatement]:
    """Return the newest version of each statement of a project, with its place in the order."""
    return InfluenceStatement.objects.filter(project=project).newest().annotate(by_openness=_place())


def _place() -> Case:
    """Say what comes first: open, limited, fixed, and last what was taken back."""
    most_open_first = sorted(OPENNESS_FACTS, key=lambda kind: -OPENNESS_FACTS[kind].how_open)
    whens = [When(ended_at=None, kind=kind, then=place) for place, kind in enumerate(most_open_first)]
    return Case(*whens, default=len(whens), output_field=IntegerField())


def with_earlier(rows: list[InfluenceStatement]) -> list[Thread]:
    """Return the newest versions of statements with what each said before. One query."""
    named = {row.thread: row.pk for row in rows}
    earlier = InfluenceStatement.objects.filter(thread__in=named).exclude(pk__in=named.values())
    return rules.threads(rows, earlier)


def current_kinds(project: Project) -> set[str]:
    """Return which kinds of statements hold on a project. One query."""
    rows = InfluenceStatement.objects.current().filter(project=project)
    return set(rows.order_by().values_list("kind", flat=True).distinct())


def invited(project: Project) -> QuerySet[Person]:
    """Return who is asked to join a project and has not answered."""
    return Person.objects.filter(_any_of("pk__in", signals.invited_asked.send(Project, project=project)))


def readers(project: Project) -> QuerySet[Person]:
    """Return the public contributors who read the scope of a project: on it now, or asked to join it."""
    return Person.objects.filter(
        Q(pk__in=public_members(project).values("pk")) | Q(pk__in=invited(project).values("pk"))
    )


def concerned(project: Project) -> QuerySet[Person]:
    """Return whom a decision on a project concerns: everyone on it, staff or public, and who is asked to."""
    on = project.members.current().values("person")
    return Person.objects.filter(Q(pk__in=on) | Q(pk__in=invited(project).values("pk")))


def readable_by(person: Person) -> QuerySet[Project]:
    """Return the projects whose scope a public contributor reads: on them now, or asked to join."""
    asked = _any_of("pk__in", signals.invited_to_asked.send(Project, person=person))
    return Project.objects.filter(Q(pk__in=Project.objects.visible_to_member(person).values("pk")) | asked)


def _any_of(lookup: str, answers: Iterable[tuple[object, object]]) -> Q:
    found = Q(pk__in=[])
    for _receiver, keys in answers:
        found |= Q(**{lookup: keys})
    return found
