"""How lines of a file from the bank fit what we know. Decides; writes nothing."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from contributors.accounts.models import Organisation
from coproduce.foundation import clock
from expenses.payments.models import Payment, PaymentRun
from expenses.payments.reports.models import Match
from expenses.payments.reports.reading import chunks
from expenses.payments.reports.states import Finding, Kind, Said
from expenses.payments.states import Result, RunState

RUN = re.compile(r"(?<![A-Z0-9])RUN 0*([0-9]{1,9})(?![0-9])")


class SaysSomething(Protocol):
    """What a line must have to be matched: a line as read, or as kept."""

    @property
    def reference(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def amount_pence(self) -> int: ...
    @property
    def on(self) -> dt.date | None: ...


@dataclass(frozen=True)
class Found:
    """What a line is, and about which payment or run."""

    finding: str
    payment: Payment | None = None
    run: PaymentRun | None = None


def find(organisation: Organisation | int, kind: str, lines: Iterable[SaysSomething]) -> list[Found]:
    """Return what each line is, in the same order; a handful of questions, however many lines."""
    lines = list(lines)
    chooser = (_Results if kind == Kind.RESULTS else _Statement)(organisation, lines)
    return [chooser.found(line) for line in lines]


class _Results:
    """Lines that say of one payment: paid, or came back."""

    def __init__(self, organisation: Organisation | int, lines: list[SaysSomething]) -> None:
        self.payments = payments_by_reference(organisation, lines)
        self.seen: set[tuple[int, str]] = set()

    def found(self, line: SaysSomething) -> Found:
        candidates = self.payments.get(line.reference)
        if line.said == Said.UNCLEAR or line.on is None or line.on > clock.today():
            return Found(Finding.UNCLEAR, candidates[0] if candidates else None)
        if not candidates:
            return Found(Finding.UNKNOWN)
        payment = candidates[0]
        return Found(self.of(payment, line), payment)

    def of(self, payment: Payment, line: SaysSomething) -> str:
        if (payment.pk, line.said) in self.seen:
            return Finding.TWICE
        self.seen.add((payment.pk, line.said))
        if payment.amount_pence != line.amount_pence:
            return Finding.AMOUNT
        if payment.result == line.said:
            return Finding.KNOWN
        if payment.result == Result.BOUNCED:
            return Finding.STATE
        waits = payment.result == Result.NONE and payment.run.status == RunState.EXPORTED
        came_back = payment.result == Result.PAID and line.said == Said.BOUNCED
        return Finding.FITS if waits or came_back else Finding.STATE


class _Statement:
    """Lines of an account: single payments, whole runs, money that came back, and much that is not ours."""

    def __init__(self, organisation: Organisation | int, lines: list[SaysSomething]) -> None:
        self.payments = payments_by_reference(organisation, lines)
        runs = PaymentRun.objects.filter(organisation=organisation).exclude(status=RunState.CANCELLED)
        numbers = {int(found[1]) for line in lines if (found := RUN.search(line.reference))}
        amounts = {line.amount_pence for line in lines}
        self.by_number = {run.number: run for run in runs.filter(number__in=sorted(numbers))}
        recorded = runs.filter(status=RunState.RECORDED, matches=None, bank_file__isnull=False)
        self.by_total: dict[int, list[PaymentRun]] = defaultdict(list)
        for part in chunks(sorted(amounts)):
            for run in recorded.filter(bank_file__total_pence__in=part).order_by("number"):
                self.by_total[run.total_pence].append(run)
        self.taken = set(self.recorded_before())

    def recorded_before(self) -> Iterator[tuple[str, int, str]]:
        """Yield what other statements had already, so that nothing leaves the bank twice."""
        payments = [one for many in self.payments.values() for one in many]
        for part in chunks([one.pk for one in payments]):
            for payment, said in Match.objects.filter(payment__in=part).values_list("payment", "said"):
                yield "payment", payment, said
        runs = {run.pk for run in self.by_number.values()} | {one.run_id for one in payments}
        for part in chunks(sorted(runs)):
            for run, said in Match.objects.filter(run__in=part).values_list("run", "said"):
                yield "run", run, said

    def found(self, line: SaysSomething) -> Found:
        if candidates := self.payments.get(line.reference):
            return self.payment(candidates, line)
        named = RUN.search(line.reference)
        run = self.by_number.get(int(named[1])) if named else None
        if run or (run := self.only_run_of(line)):
            return self.run(run, line)
        about_us = named or line.reference.startswith("CLAIM ")
        return Found(Finding.UNKNOWN if about_us else Finding.OTHER)

    def payment(self, candidates: list[Payment], line: SaysSomething) -> Found:
        left = [Result.PAID, Result.BOUNCED] if line.said == Said.PAID else [Result.BOUNCED]
        free = [one for one in candidates if not self.is_taken(one, line.said)]
        if not free:
            return Found(Finding.TWICE, candidates[0])
        fitting = [one for one in free if one.result in left]
        if not fitting:
            return Found(Finding.STATE, free[0])
        right = [one for one in fitting if one.amount_pence == line.amount_pence]
        if not right:
            return Found(Finding.AMOUNT, fitting[0])
        oldest = right[-1]  # a payment made again has the same reference: the first one left first
        self.taken.add(("payment", oldest.pk, line.said))
        return Found(Finding.FITS, oldest)

    def is_taken(self, payment: Payment, said: str) -> bool:
        """Say whether a payment was on a statement, by itself or with its whole run."""
        return ("payment", payment.pk, said) in self.taken or ("run", payment.run_id, said) in self.taken

    def only_run_of(self, line: SaysSomething) -> PaymentRun | None:
        """Return the one run whose sum left on this day, when the bank did not pass on our words."""
        if line.said != Said.PAID:
            return None
        same = [run for run in self.by_total.get(line.amount_pence, []) if run.paid_on == line.on]
        return same[0] if len(same) == 1 else None

    def run(self, run: PaymentRun, line: SaysSomething) -> Found:
        if line.said != Said.PAID or run.status != RunState.RECORDED:
            return Found(Finding.STATE, run=run)
        if ("run", run.pk, line.said) in self.taken:
            return Found(Finding.TWICE, run=run)
        if run.total_pence != line.amount_pence:
            return Found(Finding.AMOUNT, run=run)
        self.taken.add(("run", run.pk, line.said))
        return Found(Finding.FITS, run=run)


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
