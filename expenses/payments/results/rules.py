"""How lines of a file from the bank fit what we know. Decides; reads and writes nothing."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from coproduce.foundation import clock
from expenses.payments.results.models import ReportLine
from expenses.payments.results.states import Finding, Kind, Said
from expenses.payments.runs.models import Payment, PaymentRun
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


@dataclass(frozen=True)
class Known:
    """What we know of the payments and runs that lines may be about; for results, of payments alone.

    `payments` by reference, newest first. `by_total` holds recorded runs. `taken` is what other
    statements had already, so that nothing leaves the bank twice.
    """

    payments: Mapping[str, list[Payment]]
    by_number: Mapping[int, PaymentRun] = field(default_factory=dict)
    by_total: Mapping[int, list[PaymentRun]] = field(default_factory=dict)
    taken: frozenset[tuple[str, int, str]] = frozenset()


def match(kind: str, lines: Sequence[SaysSomething], known: Known) -> list[Found]:
    """Return what each line is, in the same order."""
    chooser = (_Results if kind == Kind.RESULTS else _Statement)(known)
    return [chooser.found(line) for line in lines]


def differs(line: ReportLine, what: Found) -> bool:
    """Say whether a line is no longer what was shown."""
    shown = (line.finding, line.payment_id, line.run_id)
    return shown != (what.finding, what.payment and what.payment.pk, what.run and what.run.pk)


class _Results:
    """Lines that say of one payment: paid, or came back."""

    def __init__(self, known: Known) -> None:
        self.payments = known.payments
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

    def __init__(self, known: Known) -> None:
        self.payments, self.by_number, self.by_total = known.payments, known.by_number, known.by_total
        self.taken = set(known.taken)

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
