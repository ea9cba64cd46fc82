"""What everyone can put themselves forward for is true: someone to ask, a time to come, an open project."""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q

from contributors.accounts.models import StaffRole
from contributors.accounts.roles import roles_with
from contributors.people.models import Connection
from coproduce.audit.invariants import Finding, invariant, of_rows
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from projects.selection.interest.states import ENDED, ExpressionState
from projects.selection.models import Alert, Expression, ExpressionAnswer, ExpressionFile, Opportunity
from projects.selection.opportunities.states import OpportunityState
from projects.team.states import ProjectState

LATE = dt.timedelta(hours=1)
GRACE = dt.timedelta(days=7)
LIVE = (OpportunityState.DRAFT, OpportunityState.OPEN)


@invariant(
    holds="Whoever reads an open opportunity can ask someone who works there.",
    mend="Name someone else to ask.",
)
def an_open_one_has_someone_to_ask() -> Finding:
    rows = Opportunity.objects.filter(status=OpportunityState.OPEN)
    works_there = StaffRole.objects.current().filter(
        user=OuterRef("contact__account"),
        user__is_active=True,
        organisation=OuterRef("organisation"),
        role__in=roles_with("edit_project"),
    )
    return of_rows(rows, rows.filter(~Exists(works_there)))


@invariant(
    holds="An open opportunity closes at a time to come, or closed within the last hour.",
    mend="See that the worker and beat are running: selection.close_due closes it.",
)
def an_open_one_closes_in_time() -> Finding:
    rows = Opportunity.objects.filter(status=OpportunityState.OPEN)
    return of_rows(rows, rows.filter(closes_at__lt=clock.now() - LATE))


@invariant(
    holds="No opportunity of a closed project is open or being written.",
    mend="Withdraw it, with the reason.",
)
def none_on_a_closed_project() -> Finding:
    rows = Opportunity.objects.filter(status__in=LIVE)
    return of_rows(rows, rows.filter(project__status=ProjectState.CLOSED))


@invariant(
    holds="An opportunity is the organisation's whose project and role it is.",
    mend="Compare with a backup: somebody wrote past the application.",
)
def each_is_of_its_project() -> Finding:
    rows = Opportunity.objects.all()
    right = rows.filter(organisation=F("project__organisation"), version__role__project=F("project"))
    return of_rows(rows, rows.exclude(pk__in=right.values("pk")))


@invariant(
    holds="Staff record only for someone they know that they hear of new opportunities.",
    mend="End the wish, and ask again.",
)
def who_hears_said_so() -> Finding:
    rows = Alert.objects.live()
    known = Connection.objects.filter(
        person=OuterRef("person"), organisation=OuterRef("organisation"), left_on=None
    )
    return of_rows(rows, rows.filter(organisation__isnull=False).exclude(Exists(known)))


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
