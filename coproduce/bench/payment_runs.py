"""F8: a payment run of 100,000 lines made, locked and released, against the same rows by bare SQL.

Both write the same tables in one transaction each and are rolled back, so that neither leaves the
other anything. Memory is what the process has grown by at its highest.
"""

import resource
import time
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from django.db import connection, transaction

from contributors.accounts.models import Organisation, StaffRole, User
from contributors.accounts.roles import Role
from contributors.people.models import Person
from coproduce.bench.crowd import bulk
from coproduce.foundation import clock
from coproduce.foundation.known import known
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.models import Claim, ClaimLine
from expenses.payees.models import BankDetails
from expenses.payments.runs import actions
from expenses.payments.runs.models import Payment, PaymentRun

LINES_A_CLAIM = 2
NOW, TODAY = "CURRENT_TIMESTAMP", "CURRENT_DATE"

# What a run writes, statement by statement, without asking anything: the least it can cost.
BARE = {
    "make": (
        """INSERT INTO payments_payment
         (run_id, claim_id, person_id, payee_name, amount_pence, method, charity,
          bank_details_id, reference, again, live, result)
       SELECT {run}, c.id, c.person_id, p.name, s.pence, 'bank', '', b.id, 'CLAIM ' || UPPER(c.ref),
         {false}, {true}, 'none'
       FROM claims_claim c JOIN people_person p ON p.id = c.person_id
       JOIN payees_bankdetails b ON b.person_id = p.id
       JOIN (SELECT claim_id, SUM(amount_pence) AS pence FROM claims_claimline GROUP BY claim_id) s
         ON s.claim_id = c.id
       WHERE c.organisation_id = {organisation} AND c.status = 'approved'""",
        """INSERT INTO payments_paymentline (run_id, payment_id, claim_line_id, kind, amount_pence, live)
       SELECT {run}, y.id, l.id, l.kind, l.amount_pence, {true} FROM claims_claimline l
       JOIN payments_payment y ON y.claim_id = l.claim_id AND y.run_id = {run}""",
        """INSERT INTO history_historyentry
         (at, by_id, verb, subject_type, subject_id, organisation_id, why, detail)
       SELECT {now}, {by}, 'put in payment', 'claims.Claim', claim_id, {organisation}, '', '{{}}'
       FROM payments_payment WHERE run_id = {run}""",
        """UPDATE claims_claim SET status = 'in_payment', status_since = {now}
       WHERE id IN (SELECT claim_id FROM payments_payment WHERE run_id = {run})""",
    ),
    "lock": (
        """INSERT INTO payments_journalentry
         (organisation_id, run_id, kind, source, source_id, "on", by_id, at)
       SELECT {organisation}, {run}, 'owed', 'payments.Payment', id, {today}, {by}, {now}
       FROM payments_payment WHERE run_id = {run}""",
        """INSERT INTO payments_journalline (entry_id, account, amount_pence)
       SELECT e.id, 'expenses', l.amount_pence FROM payments_paymentline l
       JOIN payments_journalentry e ON e.source_id = l.payment_id AND e.run_id = {run}
       WHERE l.run_id = {run}""",
        """INSERT INTO payments_journalline (entry_id, account, amount_pence)
       SELECT e.id, 'owed', -y.amount_pence FROM payments_payment y
       JOIN payments_journalentry e ON e.source_id = y.id AND e.run_id = {run} WHERE y.run_id = {run}""",
    ),
}


def run_of(lines: int, rounds: int) -> dict[str, Any]:
    """Return microseconds a line of each step, by actions and by bare SQL, and what they cost in memory."""
    office = _Office(lines // LINES_A_CLAIM)
    rounds_of = {"actions": office.by_actions, "bare_sql": office.by_bare_sql}
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in rounds_of}
    for _ in range(rounds):
        for name, work in rounds_of.items():
            taken[name].append(_rolled_back(work))
    best = {name: min(found, key=lambda steps: sum(steps.values())) for name, found in taken.items()}
    us = {name: {step: round(took * 1e6 / lines, 1) for step, took in best[name].items()} for name in best}
    ours, bare = (sum(best[name].values()) for name in ("actions", "bare_sql"))
    close = ("lock", "release", "keep")
    return {
        "lines": lines,
        "us_a_line": us,
        "ratio": round(ours / bare, 2),
        "ratio_of_locking_and_releasing": round(
            sum(best["actions"][step] for step in close)
            / sum(best["bare_sql"].get(step, 0) for step in close),
            2,
        ),
        "memory_growth_mb": office.memory_growth(),
        "refused_whole_by_name": office.one_that_does_not_fit(),
    }


def _rolled_back(steps: Callable[[], Iterator[str]]) -> dict[str, float]:
    """Return how many seconds each step took; nothing of it stays.

    "keep" is what PostgreSQL checks at the end of a transaction.
    """
    took: dict[str, float] = {}
    with transaction.atomic():
        start = time.perf_counter()
        for step in chain(steps(), ["keep"]):
            if step == "keep" and connection.vendor == "postgresql":
                _check_now()
            now = time.perf_counter()
            took[step] = now - start
            _look_at_it()
            start = time.perf_counter()
        transaction.set_rollback(True)
    return took


def _look_at_it() -> None:
    """Between its steps somebody looks at a run; meanwhile PostgreSQL counts the new rows (autovacuum)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE payments_payment, payments_paymentline, payments_journalentry")


def _check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class _Office:
    """An organisation with so many approved claims of two lines, and two people for the money."""

    def __init__(self, claims: int) -> None:
        self.organisation = Organisation.objects.create(name="Payroll bench", statement_name="BENCH")
        self.maker, self.releaser = (self._finance(n) for n in range(2))
        now, today = clock.now(), clock.today()
        bulk(Person, (Person(name=f"Payee {n}", email=f"payee{n}@bench.example.org") for n in range(claims)))
        people = list(
            Person.objects.filter(name__startswith="Payee ").order_by("id").values_list("id", flat=True)
        )
        details = {
            "version": 1,
            "status": "active",
            "tail": "0000",
            "made_by": self.maker,
            "usable_from": now,
        }
        bulk(BankDetails, (BankDetails(person_id=one, fingerprint=str(one), **details) for one in people))
        decided = {"status": "approved", "decided_by": self.releaser, "decided_at": now}
        sent = {"sent_at": now, "pay_by": today, "organisation": self.organisation, **decided}
        bulk(Claim, (Claim(person_id=one, **sent) for one in people))
        line = {"kind": "expense", "category": "parking", "activity_date": today, **decided}
        bulk(
            ClaimLine,
            (
                ClaimLine(claim_id=claim, amount_pence=640 + n, **line)
                for claim in Claim.objects.filter(organisation=self.organisation).values_list("id", flat=True)
                for n in range(LINES_A_CLAIM)
            ),
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _finance(self, number: int) -> User:
        user = User.objects.create_user(f"finance{number}@bench.example.org")
        StaffRole.objects.create(user=user, organisation=self.organisation, role=Role.FINANCE)
        return user

    def by_actions(self) -> Iterator[str]:
        run = actions.make_run(organisation=self.organisation, by=self.maker)
        yield "make"
        actions.lock_run(run, by=self.maker)
        yield "lock"
        actions.release_run(run, by=self.releaser)
        yield "release"

    def by_bare_sql(self) -> Iterator[str]:
        run = PaymentRun.objects.create(
            organisation=self.organisation, number=1, statement_reference="BENCH", made_by=self.maker
        )
        postgres = connection.vendor == "postgresql"
        words = {
            "run": run.pk,
            "organisation": self.organisation.pk,
            "by": self.maker.pk,
            "now": NOW,
            "today": TODAY,
            "true": "true" if postgres else "1",
            "false": "false" if postgres else "0",
        }
        with connection.cursor() as cursor:
            for step, statements in BARE.items():
                for statement in statements:
                    cursor.execute(statement.format(**words))
                yield step

    def memory_growth(self) -> dict[str, float]:
        """Return megabytes: what Python held at its highest, and what the process grew by."""
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        tracemalloc.start()
        _rolled_back(self.by_actions)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        return {"python_peak": round(peak / 1024**2, 1), "process": round(grown / 1024, 1)}

    def one_that_does_not_fit(self) -> bool:
        """Say whether a run is refused whole, naming the one payee whose details have changed."""
        with transaction.atomic():
            run = actions.make_run(organisation=self.organisation, by=self.maker)
            last = Payment.objects.filter(run=run).latest("pk")
            BankDetails.objects.filter(pk=known(last.bank_details_id)).update(status="superseded")
            try:
                actions.lock_run(run, by=self.maker)
            except TransitionRefused as refusal:
                named = last.payee_name in str(refusal)
            else:
                named = False
            unchanged = PaymentRun.objects.get(pk=run.pk).status == "draft"
            transaction.set_rollback(True)
        return named and unchanged
