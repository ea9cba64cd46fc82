"""Files from the bank: kept as lines, matched again, recorded, put aside; differences explained."""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.actions import mark_bounced
from expenses.payments.ledger.actions import send_back
from expenses.payments.results import notifications, queries
from expenses.payments.results.models import BankReport, Match, ReadingRules, Reconciled, ReportLine
from expenses.payments.results.reading import Reading
from expenses.payments.results.rules import differs
from expenses.payments.results.states import DIFFERENT, Finding, Kind, ReportState, Said
from expenses.payments.rules import NAMED
from expenses.payments.runs.actions import record_paid
from expenses.payments.runs.models import Payment, PaymentResult, PaymentRun
from expenses.payments.runs.promises import ANSWER, DAYS_TO_MEND, MEND, owner_of
from expenses.payments.states import Result, RunState
from expenses.payments.waits.actions import settle

BATCH = 500


class SeenBefore(TransitionRefused):
    """The same file was read before; `report` is what became of it."""

    def __init__(self, report: BankReport) -> None:
        self.report = report
        super().__init__(_("This file has been read before. Nothing was changed. This is the result."))


class Changed(TransitionRefused):
    """Something has changed since the file was matched: look at it again before it is recorded."""


@transaction.atomic
def keep(reading: Reading, *, organisation: Organisation, kind: str, by: User) -> BankReport:
    """Keep the lines of a file with what we found. Raises SeenBefore for the same bytes again."""
    # Files of one organisation are kept one after another. "No key": others may go on using its row.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    same = BankReport.objects.filter(organisation=organisation, kind=kind, sha256=reading.sha256)
    if before := same.exclude(status=ReportState.PUT_ASIDE).first():
        raise SeenBefore(before)
    report = BankReport.objects.create(
        organisation=organisation,
        kind=kind,
        name=reading.name,
        sha256=reading.sha256,
        line_count=len(reading.lines),
        made_by=by,
    )
    found = queries.find(organisation, kind, reading.lines)
    ReportLine.objects.bulk_create(
        (
            ReportLine(report=report, **vars(line), **vars(what))
            for line, what in zip(reading.lines, found, strict=True)
        ),
        batch_size=BATCH,
    )
    history.record(report, "file from the bank read", by=by, detail={"lines": len(reading.lines)})
    return report


@transaction.atomic
def match_again(report: BankReport, *, by: User) -> int:
    """Find anew what lines are that were neither recorded nor explained. Returns how many have changed."""
    fresh = transitions.lock(report)
    lines = list(queries.open_lines(fresh))
    changed = []
    for line, what in zip(lines, queries.find(fresh.organisation_id, fresh.kind, lines), strict=True):
        if differs(line, what):
            line.finding, line.payment, line.run = what.finding, what.payment, what.run
            changed.append(line)
    ReportLine.objects.bulk_update(changed, ["finding", "payment", "run"], batch_size=BATCH)
    if changed:
        history.record(fresh, "matched again", by=by, detail={"lines": len(changed)})
    return len(changed)


@transaction.atomic
def record(report: BankReport, *, by: User, rest_paid: bool = False) -> BankReport:
    """Record every line that fits, in one transaction; what differs stays open.

    `rest_paid`: payments of a run that the file does not name were paid. Raises Changed when the lines
    are no longer what was shown, and TransitionRefused, with names, when a run is only partly in the file.
    """
    fresh = transitions.lock(report)
    lines = list(queries.open_lines(fresh).select_related("payment__run"))
    if any(map(differs, lines, queries.find(fresh.organisation_id, fresh.kind, lines))):
        raise Changed(
            _("Something has changed since the file was read. Check it again. Nothing was changed.")
        )
    fitting = [line for line in lines if line.finding == Finding.FITS]
    if not fitting and fresh.status == ReportState.RECORDED:
        raise TransitionRefused(_("There is nothing new to record."))
    done = transitions.transition(fresh, "record", by=by, recorded_by=by, recorded_at=clock.now())
    if fresh.kind == Kind.RESULTS:
        _record_results(fitting, rest_paid=rest_paid, by=by)
    else:
        _record_statement(fitting, by=by)
    report.lines.filter(finding=Finding.FITS).update(finding=Finding.DONE)
    return done


@transaction.atomic
def put_aside(report: BankReport, *, why: str, by: User) -> BankReport:
    """Put a file aside that was read wrongly; it may then be read again. Raises TransitionRefused."""
    return transitions.transition(report, "put aside", by=by, why=why)


@transaction.atomic
def explain(line: ReportLine, *, why: str, by: User) -> ReportLine:
    """Say why a line differs, so that it is no longer open. Raises TransitionRefused when it is not open."""
    report = transitions.lock(line.report)
    fresh = transitions.lock(line)
    if fresh.finding not in DIFFERENT or fresh.explained_at:
        raise TransitionRefused(_("This line is no longer open."))
    changes = {"explained_by": by, "explained_at": clock.now(), "explained_why": why}
    ReportLine.objects.filter(pk=fresh.pk).update(**changes)
    history.record(report, "difference explained", by=by, why=why, detail={"line": fresh.number})
    return ReportLine.objects.get(pk=fresh.pk)


@transaction.atomic
def set_rules(*, organisation: Organisation, kind: str, by: User, **says: str) -> ReadingRules:
    """Keep how an organisation's files from the bank are read from now on."""
    rules, _new = ReadingRules.objects.update_or_create(organisation=organisation, kind=kind, defaults=says)
    history.record(rules, "columns of the bank changed", by=by, detail=says)
    return rules


@transaction.atomic
def record_bounced(payment: Payment, *, why: str, by: User, on: dt.date | None = None) -> Payment:
    """Record that one payment came back. Its claim is payable and promised again; the person hears of it.

    Nothing is changed in the ledger: a reversal is added. Raises TransitionRefused when it was not paid.
    """
    fresh = transitions.lock(payment)
    if fresh.result != Result.PAID:
        raise TransitionRefused(_("Only a payment that was recorded as paid can come back."))
    if not why.strip():
        raise TransitionRefused(_("Say what the bank said."))
    on = on or clock.today()
    fresh.lines.filter(live=True).update(live=False)
    Payment.objects.filter(pk=fresh.pk).update(live=False, result=Result.BOUNCED)
    PaymentResult.objects.create(payment=fresh, result=Result.BOUNCED, on=on, why=why, by=by)
    send_back(fresh, on=on, by=by)
    claim = mark_bounced(fresh.claim, by=by, why=why)
    promise.make(
        MEND,
        subject=claim,
        due_at=clock.end_of_day(clock.today() + dt.timedelta(days=DAYS_TO_MEND)),
        owner=owner_of(fresh, by=by),
        by=by,
        organisation_id=fresh.run.organisation_id,
        project_id=None,
        person=None,
        label=claim.ref,
    )
    settle(pk=claim.pk, by=by, tell=False)  # the message below says what is needed
    promise.keep(ANSWER, subject=claim, by=by)  # it is the answer, too
    enqueue(
        notifications.BOUNCED,
        to=fresh.person,
        subject=fresh,
        dedupe_key=f"bounced:{fresh.pk}",
        organisation_id=fresh.run.organisation_id,
    )
    history.record(fresh.run, "payment came back", by=by, why=why, detail={"claim": claim.ref})
    return Payment.objects.get(pk=fresh.pk)


def _record_statement(lines: list[ReportLine], *, by: User) -> None:
    """Keep each match; then say which runs are reconciled by them."""
    Match.objects.bulk_create(
        (
            Match(line=line, said=line.said, payment=line.payment, run=line.run, by=by)
            for line in lines
        ),
        batch_size=500,
    )  # fmt: skip
    touched = {line.run_id or known(line.payment).run_id for line in lines}
    for run in PaymentRun.objects.filter(pk__in=touched, reconciled=None).order_by("pk"):
        if not queries.missing_in(run).exists():
            Reconciled.objects.create(run=run, by=by)
            history.record(run, "reconciled", by=by)


def _record_results(lines: list[ReportLine], *, rest_paid: bool, by: User) -> None:
    """Record runs as paid that waited for it, then what came back. Raises TransitionRefused, with names."""
    waiting: dict[PaymentRun, list[ReportLine]] = defaultdict(list)
    for line in lines:
        run = known(line.payment).run
        if run.status == RunState.EXPORTED:
            waiting[run].append(line)
    for run in sorted(waiting, key=lambda run: run.pk):
        if not rest_paid:
            _check_all_there(run, waiting[run])
        record_paid(run, paid_on=_day(waiting[run]), by=by)
    for line in lines:
        if line.said == Said.BOUNCED:
            why = line.why or _("The bank gave no reason.")
            record_bounced(known(line.payment), why=why, on=line.on, by=by)


def _check_all_there(run: PaymentRun, lines: list[ReportLine]) -> None:
    missing = run.payments.live().exclude(pk__in={line.payment_id for line in lines}).order_by("pk")
    names = list(missing.values_list("payee_name", flat=True)[:NAMED])
    if names:
        raise TransitionRefused(
            _("The file does not mention %(who)s in %(run)s. Nothing was changed.")
            % {"who": ", ".join(names), "run": run}
        )


def _day(lines: list[ReportLine]) -> dt.date:
    """Return the day the money left: the last day of what was paid, or else of what came back."""
    paid = [known(line.on) for line in lines if line.said == Said.PAID]
    return max(paid or [known(line.on) for line in lines])
