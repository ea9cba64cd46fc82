"""A promise is true: somebody living owes it, nothing unmet stands behind its day, it ends with its thing."""

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q

from contributors.accounts.models import StaffRole
from coproduce.audit.invariants import Finding, invariant, of_rows, together
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise, PromiseWait
from projects.power_balance.reviews.promises import RATE_AS_STAFF
from projects.selection.promises import DECLARE_AS_STAFF, SCORE_AS_STAFF, SIT_AS_STAFF
from projects.team.states import ProjectState

THEIRS_ALONE = tuple(one.key for one in (RATE_AS_STAFF, SIT_AS_STAFF, DECLARE_AS_STAFF, SCORE_AS_STAFF))


@invariant(
    holds="Whoever looks after an open promise is in post: an active account with a role there today.",
    mend="Hand the promise over to somebody in post.",
)
def owner_in_post() -> Finding:
    rows = Promise.objects.open()
    roles = StaffRole.objects.current().filter(
        user=OuterRef("owner__account"), organisation=OuterRef("organisation"), user__is_active=True
    )
    return of_rows(rows, rows.filter(~Exists(roles)))


@invariant(
    holds="Nobody looks after a promise that is owed to themself.",
    mend="Hand the promise over to somebody else.",
)
def owner_is_not_the_other_side() -> Finding:
    # A colleague who alone can do it is named as the person; they owe it, and nobody owes it to them.
    rows = Promise.objects.open().filter(side=Side.ORGANISATION).exclude(kind__in=THEIRS_ALONE)
    return of_rows(rows, rows.filter(owner=F("person")))


@invariant(
    holds="A promise says that it waits exactly while something it waits for is open.",
    mend="Set again what the promise waits for.",
)
def waits_are_true() -> Finding:
    rows = Promise.objects.all()
    open_waits = PromiseWait.objects.filter(promise=OuterRef("pk"), ended_at=None)
    broken = rows.filter(
        (Q(waiting_since=None) & Exists(open_waits)) | (Q(waiting_since__isnull=False) & ~Exists(open_waits))
    )
    return of_rows(rows, broken)


@invariant(
    holds="What a promise waits for is still open: once it was done, the day is known.",
    mend="Set again what the promise waits for.",
)
def nothing_waits_for_what_is_done() -> Finding:
    rows = PromiseWait.objects.filter(ended_at=None, settled_by__isnull=False)
    done = Q(settled_by__kept_at__isnull=False) | Q(settled_by__released_at__isnull=False)
    return of_rows(rows, rows.filter(done))


@invariant(
    holds="No promise of a project is open when the project is closed, but for money and a call.",
    mend="Keep it, hand it over or release it with the reason.",
)
def none_open_on_a_closed_project() -> Finding:
    rows = Promise.objects.open().filter(project__status=ProjectState.CLOSED)
    return of_rows(rows, rows.exclude(pk__in=Promise.objects.outlasting().values("pk")))


@invariant(
    holds="Every open promise is of a known kind, and what it is about is still there.",
    mend="Release the promise with the reason, or bring back what was deleted.",
)
def subject_is_there() -> Finding:
    known = {kind.key for kind in kinds.registered()}
    rows = Promise.objects.open()
    findings = [of_rows(rows, rows.exclude(kind__in=known))]
    for label in rows.order_by().values_list("subject_type", flat=True).distinct():
        about = rows.filter(subject_type=label)
        there = apps.get_model(label)._base_manager.filter(pk=OuterRef("subject_id"))
        findings.append(of_rows(about.none(), about.filter(~Exists(there))))
    return together(*findings)
