"""Points are given by who may, stay once locked, and go with the text; nobody is reminded of what is over."""

from django.db.models import Exists, OuterRef, Q

from coproduce.audit.invariants import Finding, invariant, of_rows
from coproduce.foundation.promises.models import Promise
from projects.selection.interest.states import ENDED
from projects.selection.models import (
    Criterion,
    Declaration,
    Expression,
    FileRedaction,
    Lock,
    Opportunity,
    PanelMember,
    Redaction,
    Score,
    Talk,
)
from projects.selection.panel.states import PanelState
from projects.selection.scoring.promises import SCORE, SCORE_AS_STAFF
from projects.selection.scoring.queries import is_finished


@invariant(
    holds="Nobody gave points before they had said that they do not know the person.",
    mend="Find out who wrote past the application, and tell whoever runs the panel.",
)
def points_are_given_by_who_may() -> Finding:
    rows = Score.objects.all()
    said = Declaration.objects.filter(member=OuterRef("member"), expression=OuterRef("expression"))
    return of_rows(rows, rows.filter(~Exists(said)))


@invariant(
    holds="Whoever took out names gave no points there.",
    mend="Find out who wrote past the application, and tell whoever runs the panel.",
)
def who_saw_names_gave_no_points() -> Finding:
    rows = Score.objects.all()
    who = OuterRef("member__person__account")
    there = OuterRef("expression__opportunity")
    words = Redaction.objects.filter(done_by=who, answer__expression__opportunity=there)
    files = FileRedaction.objects.filter(done_by=who, file__expression__opportunity=there)
    return of_rows(rows, rows.filter(Exists(words) | Exists(files)))


@invariant(
    holds="What is locked has points, or “I cannot say”, by each criterion.",
    mend="Find out who wrote past the application, and tell whoever runs the panel.",
)
def locks_are_whole() -> Finding:
    rows = Lock.objects.all()
    asked = Criterion.objects.filter(opportunity=OuterRef("expression__opportunity"))
    said = Score.objects.filter(
        Q(points__isnull=False) | Q(abstained=True),
        member=OuterRef(OuterRef("member")),
        expression=OuterRef(OuterRef("expression")),
        criterion=OuterRef("pk"),
    )
    silent = asked.filter(~Exists(said))
    return of_rows(rows, rows.filter(Exists(silent)))


@invariant(
    holds="Scoring was closed when all was locked and talked about.",
    mend="Find out who wrote past the application, and look at the outcomes once more.",
)
def scoring_closed_when_finished() -> Finding:
    rows = Opportunity.objects.filter(scoring_plan__begun_at__isnull=False)
    closed = rows.filter(scoring_end__isnull=False, expressions__status="sent").distinct()
    unfinished = [one.pk for one in closed if not is_finished(one)]
    return of_rows(rows, rows.filter(pk__in=unfinished))


@invariant(
    holds="Of what was taken back or deleted, no points and no words about it are left.",
    mend="Delete them: python manage.py shell, and find out who wrote past the application.",
)
def nothing_is_left_of_points_of_what_is_gone() -> Finding:
    rows = Expression.objects.filter(Q(status__in=ENDED) | Q(forgotten_on__isnull=False))
    left = [model.objects.filter(expression=OuterRef("pk")) for model in (Score, Lock, Talk)]
    return of_rows(rows, rows.filter(Exists(left[0]) | Exists(left[1]) | Exists(left[2])))


@invariant(
    holds="Only who is on a panel whose scoring is not over owes it points.",
    mend="Release the promise, with the reason.",
)
def only_scorers_owe_points() -> Finding:
    rows = Promise.objects.open().filter(kind__in=(SCORE.key, SCORE_AS_STAFF.key))
    theirs = PanelMember.objects.filter(
        pk=OuterRef("subject_id"), status=PanelState.JOINED, part="scores", opportunity__scoring_end=None
    )
    return of_rows(rows, rows.filter(~Exists(theirs)))
