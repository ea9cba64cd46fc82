"""Files from the bank: kept as lines, matched again, recorded, put aside; differences explained."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import TransitionRefused
from expenses.payments.reports import matching
from expenses.payments.reports.models import BankReport, ReadingRules, ReportLine
from expenses.payments.reports.reading import Reading
from expenses.payments.reports.results import record_results
from expenses.payments.reports.statements import record_statement
from expenses.payments.reports.states import DIFFERENT, Finding, Kind, ReportState

BATCH = 500


class SeenBefore(TransitionRefused):
    """The same file was read before; `report` is what became of it."""

    def __init__(self, report: BankReport) -> None:
        self.report = report
        super().__init__(_("This file was read before. Nothing was changed. This is what became of it."))


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
    found = matching.find(organisation, kind, reading.lines)
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
    lines = list(open_lines(fresh))
    changed = []
    for line, what in zip(lines, matching.find(fresh.organisation_id, fresh.kind, lines), strict=True):
        if differs(line, what):
            line.finding, line.payment, line.run = what.finding, what.payment, what.run
            changed.append(line)
    ReportLine.objects.bulk_update(changed, ["finding", "payment", "run"], batch_size=BATCH)
    if changed:
        history.record(fresh, "matched again", by=by, detail={"lines": len(changed)})
    return len(changed)


def open_lines(report: BankReport) -> Any:
    """The lines of a file of which nothing was recorded yet and that nobody has explained."""
    return report.lines.exclude(finding=Finding.DONE).filter(explained_at=None).order_by("number")


def differs(line: ReportLine, what: matching.Found) -> bool:
    """Say whether a line is no longer what was shown."""
    shown = (line.finding, line.payment_id, line.run_id)
    return shown != (what.finding, what.payment and what.payment.pk, what.run and what.run.pk)


@transaction.atomic
def record(report: BankReport, *, by: User, rest_paid: bool = False) -> BankReport:
    """Record every line that fits, in one transaction; what differs stays open.

    `rest_paid`: payments of a run that the file does not name were paid. Raises Changed when the lines
    are no longer what was shown, and Refused, with names, when a run is only partly in the file.
    """
    fresh = transitions.lock(report)
    lines = list(open_lines(fresh).select_related("payment__run"))
    if any(map(differs, lines, matching.find(fresh.organisation_id, fresh.kind, lines))):
        raise Changed(
            _("Something has changed since the file was read. Look at it again. Nothing was changed.")
        )
    fitting = [line for line in lines if line.finding == Finding.FITS]
    if not fitting and fresh.status == ReportState.RECORDED:
        raise TransitionRefused(_("There is nothing new to record."))
    done = transitions.transition(fresh, "record", by=by, recorded_by=by, recorded_at=clock.now())
    if fresh.kind == Kind.RESULTS:
        record_results(fitting, rest_paid=rest_paid, by=by)
    else:
        record_statement(fitting, by=by)
    report.lines.filter(finding=Finding.FITS).update(finding=Finding.DONE)
    return done


@transaction.atomic
def put_aside(report: BankReport, *, why: str, by: User) -> BankReport:
    """Put a file aside that was read wrongly; the same file may then be read again. Raises Refused."""
    return transitions.transition(report, "put aside", by=by, why=why)


@transaction.atomic
def explain(line: ReportLine, *, why: str, by: User) -> ReportLine:
    """Say why a line differs, so that it is no longer open. Raises Refused when it is not open."""
    report = transitions.lock(line.report)
    fresh = transitions.lock(line)
    if fresh.finding not in DIFFERENT or fresh.explained_at:
        raise TransitionRefused(_("This line is not open any more."))
    changes = {"explained_by": by, "explained_at": clock.now(), "explained_why": why}
    ReportLine.objects.filter(pk=fresh.pk).update(**changes)
    history.record(report, "difference explained", by=by, why=why, detail={"line": fresh.number})
    return ReportLine.objects.get(pk=fresh.pk)


def rules_of(organisation: Organisation, kind: str) -> ReadingRules:
    """Return how an organisation's files are read; the usual columns when nobody has said."""
    found = ReadingRules.objects.filter(organisation=organisation, kind=kind).first()
    return found or ReadingRules(organisation=organisation, kind=kind)


@transaction.atomic
def set_rules(*, organisation: Organisation, kind: str, by: User, **says: str) -> ReadingRules:
    """Keep how an organisation's files from the bank are read from now on."""
    rules, _new = ReadingRules.objects.update_or_create(organisation=organisation, kind=kind, defaults=says)
    history.record(rules, "columns of the bank changed", by=by, detail=says)
    return rules
