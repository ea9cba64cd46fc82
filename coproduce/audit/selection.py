"""Whoever puts themselves forward hears by the promised day, and what they sent goes when it was said."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from coproduce.audit.invariants import Finding, invariant, of_rows
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from projects.selection.interest.models import Expression, ExpressionAnswer, ExpressionFile
from projects.selection.interest.states import ENDED, ExpressionState

GRACE = dt.timedelta(days=7)


@invariant(
    holds="Whoever put themselves forward and has no answer is promised one.",
    mend="Answer them: the opportunity’s page of answers lists everyone who waits.",
)
def nobody_waits_without_a_promise() -> Finding:
    rows = Expression.objects.filter(status=ExpressionState.SENT)
    promised = Promise.objects.open().filter(
        kind="selection.answer", subject_type=Expression._meta.label, subject_id=OuterRef("pk")
    )
    return of_rows(rows, rows.filter(~Exists(promised)))


@invariant(
    holds="Whoever counts as answered was written to, once.",
    mend="Write to them by hand, and find out who changed the record.",
)
def answered_means_told() -> Finding:
    rows = Expression.objects.all()
    told = Notification.objects.filter(
        kind="selection/answered", subject_type=Expression._meta.label, subject_id=OuterRef("pk")
    )
    return of_rows(rows, rows.filter(~Exists(told), status=ExpressionState.ANSWERED))


@invariant(
    holds="What people sent to put themselves forward is deleted on the promised day.",
    mend="Run the task selection.forget_expressions.",
)
def expressions_go_on_their_day() -> Finding:
    rows = Expression.objects.all()
    over = rows.filter(status=ExpressionState.ANSWERED, delete_on__lt=clock.today() - GRACE)
    return of_rows(rows, over.filter(forgotten_on=None))


@invariant(
    holds="Of what was taken back or deleted, no words and no files are left.",
    mend="Delete them: python manage.py shell, and find out who wrote past the application.",
)
def nothing_is_left_of_what_is_gone() -> Finding:
    rows = Expression.objects.filter(Q(status__in=ENDED) | Q(forgotten_on__isnull=False))
    words = ExpressionAnswer.objects.filter(expression=OuterRef("pk"))
    files = ExpressionFile.objects.filter(expression=OuterRef("pk"))
    return of_rows(rows, rows.filter(Exists(words) | Exists(files)))
