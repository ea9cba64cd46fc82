"""What we know of files from the bank: what their lines are, what is open, what was not found yet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import money, permissions
from coproduce.foundation.pages.presenters import uk_when
from expenses.payments.results import rules
from expenses.payments.results.models import BankReport, Match, ReadingRules, ReportLine
from expenses.payments.results.rules import RUN, Found, Known, SaysSomething
from expenses.payments.results.states import Finding, Kind, Said
from expenses.payments.runs.models import Payment, PaymentRun
from expenses.payments.states import Result, RunState


def find_report(user: User, ref: str, capability: str = "") -> BankReport:
    """Return a file the user may see, and may act on when a capability is named.

    Raises Http404 for a file that is not theirs to see, PermissionDenied for one they may only look at.
    """
    reports = BankReport.objects.visible_to(user)
    report = permissions.get_visible_or_404(
        reports.select_related("organisation", "made_by", "recorded_by"), ref
    )
    if capability:
        permissions.allow(user, capability, report.organisation_id)
    return report


def find(organisation: Organisation | int, kind: str, lines: Iterable[SaysSomething]) -> list[Found]:
    """Return what each line is, in the same order; a handful of questions, however many lines."""
    lines = list(lines)
    payments = payments_by_reference(organisation, lines)
    known = Known(payments) if kind == Kind.RESULTS else _known_to_statements(organisation, lines, payments)
    return rules.match(kind, lines, known)


def _known_to_statements(
    organisation: Organisation | int, lines: list[SaysSomething], payments: dict[str, list[Payment]]
) -> Known:
    runs = PaymentRun.objects.filter(organisation=organisation).exclude(status=RunState.CANCELLED)
    numbers = {int(found[1]) for line in lines if (found := RUN.search(line.reference))}
    by_number = {run.number: run for run in runs.filter(number__in=sorted(numbers))}
    recorded = runs.filter(status=RunState.RECORDED, matches=None, bank_file__isnull=False)
    by_total: dict[int, list[PaymentRun]] = defaultdict(list)
    for part in chunks(sorted({line.amount_pence for line in lines})):
        for run in recorded.filter(bank_file__total_pence__in=part).order_by("number"):
            by_total[run.total_pence].append(run)
    taken = frozenset(_recorded_before([one for many in payments.values() for one in many], by_number))
    return Known(payments, by_number, by_total, taken)


def _recorded_before(
    payments: list[Payment], by_number: dict[int, PaymentRun]
) -> Iterator[tuple[str, int, str]]:
    """Yield what other statements had already."""
    for part in chunks([one.pk for one in payments]):
        for payment, said in Match.objects.filter(payment__in=part).values_list("payment", "said"):
            yield "payment", payment, said
    runs = {run.pk for run in by_number.values()} | {one.run_id for one in payments}
    for part in chunks(sorted(runs)):
        for run, said in Match.objects.filter(run__in=part).values_list("run", "said"):
            yield "run", run, said


def payments_by_reference(
    organisation: Organisation | int, lines: Iterable[SaysSomething]
) -> dict[str, list[Payment]]:
    """Return the payments whose references stand in the lines, newest first; what never left is no part."""
    references = sorted({line.reference for line in lines})
    found: dict[str, list[Payment]] = defaultdict(list)
    ours = Payment.objects.filter(run__organisation=organisation).exclude(result=Result.HELD)
    ours = ours.exclude(result=Result.NONE, live=False)
    for part in chunks(references):
        for payment in ours.filter(reference__in=part).select_related("run").order_by("-pk"):
            found[payment.reference].append(payment)
    return found


def chunks(items: list[Any], size: int = 500) -> Iterator[list[Any]]:
    """Yield pieces of a list, so that no question to the database grows without bound."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def not_on_a_statement(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """Payments that left the bank, or came back, and were not found on a statement yet."""
    alone = Match.objects.filter(payment=OuterRef("pk"))
    with_run = Match.objects.filter(run=OuterRef("run"), said=Said.PAID)
    out = ~Exists(alone.filter(said=Said.PAID)) & ~Exists(with_run)
    back = Q(result=Result.BOUNCED) & ~Exists(alone.filter(said=Said.BOUNCED))
    return payments.filter(result__in=[Result.PAID, Result.BOUNCED]).filter(out | back)


def missing_in(run: PaymentRun) -> QuerySet[Payment]:
    """What of a run was not found on a statement yet."""
    return not_on_a_statement(Payment.objects.filter(run=run))


def open_lines(report: BankReport) -> QuerySet[ReportLine]:
    """The lines of a file of which nothing was recorded yet and that nobody has explained."""
    return report.lines.exclude(finding=Finding.DONE).filter(explained_at=None).order_by("number")


def reading_rules_of(organisation: Organisation, kind: str) -> ReadingRules:
    """Return how an organisation's files are read; the usual columns when nobody has said."""
    found = ReadingRules.objects.filter(organisation=organisation, kind=kind).first()
    return found or ReadingRules(organisation=organisation, kind=kind)


def what_it_holds(report: BankReport) -> list[dict[str, str]]:
    """Return how many lines of a file are what, as rows of a summary list with a link to each."""
    counted = dict(report.lines.order_by().values_list("finding").annotate(Count("pk")))
    rows = [
        {"label": _("When it was read"), "value": f"{uk_when(report.made_at)}, {report.made_by}"},
        {"label": _("Lines"), "value": f"{report.line_count:,}"},
    ]
    if report.recorded_at:
        rows.append(
            {
                "label": _("When it was recorded"),
                "value": f"{uk_when(report.recorded_at)}, {report.recorded_by}",
            }
        )
    address = reverse("payments:report", args=[report.ref])
    return rows + [
        {
            "label": str(capfirst(Finding(finding).label)),
            "value": f"{counted[finding]:,}",
            "url": f"{address}?finding={finding}",
            "action": _("Show"),
        }
        for finding in Finding.values
        if finding in counted
    ]


def to_record(report: BankReport) -> list[dict[str, str]]:
    """Return what recording a file would record, as rows of a summary list."""
    fits = report.lines.filter(finding=Finding.FITS).order_by()
    sums = fits.values_list("said").annotate(Count("pk"), Sum("amount_pence"))
    return [
        {"label": str(capfirst(Said(said).label)), "value": f"{number:,}: {money.pounds(pence)}"}
        for said, number, pence in sorted(sums, reverse=True)
    ]
