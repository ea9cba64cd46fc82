"""R2: two finance people press every button of every run while they are killed again and again.

Each claim is in exactly one paid line; run, file and ledger say the same to the penny; every download
of a file is the same to the byte; nothing is paid without a ledger entry. PAYER_KILLS=100 makes it the
storm of a night: a hundred kills and a thousand claims.
"""

import contextlib
import hashlib
import os
import random
import signal
import time
from collections import defaultdict
from pathlib import Path

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from expenses.claims.models import Claim
from expenses.payments.files.queries import content
from expenses.payments.ledger import actions as ledger
from expenses.payments.ledger.models import JournalEntry
from expenses.payments.ledger.queries import balances, trial_balance
from expenses.payments.runs.models import Payment, PaymentLine, PaymentRun
from tests import builders
from tests.expenses.payments.made import Finance

KILLS, SEED = int(os.environ.get("PAYER_KILLS", "30")), 20261125
A_TIME = 10  # so many claims arrive between two kills
PERSONS = 20
STEPS = ["lock", "release", "export", "record", "download", "cancel"]
WEIGHTS = [6, 6, 6, 4, 3, 1]


class Payer:
    """Somebody in finance in a process of their own, who never stops pressing buttons."""

    def __init__(self, user, notes: Path, dice: random.Random) -> None:
        self.user, self.notes, self.dice, self.process = user, notes, dice, 0
        self.browser = builders.sign_in(Client(raise_request_exception=False), user)
        self.browser.get(reverse("payments:start"))  # what a process learns once, before it is copied

    def start(self) -> None:
        connections.close_all()  # a child must not use, or close, what its parent speaks through
        seed = self.dice.random()
        self.process = os.fork()
        if self.process == 0:
            _kept_open = forget_connections()
            with contextlib.suppress(BaseException):
                press_for_ever(self.browser, self.notes, random.Random(seed))  # noqa: S311
            os._exit(0)

    def kill(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def forget_connections() -> list:
    """Let a child open its own connections; return those of its parent, which it must neither use nor close.

    There may be some that `close_all` did not see: while a browser's event loop runs in this thread, Django
    keeps connections apart for it, and in a child, which has no loop, the others come back.
    """
    inherited = []
    for one in connections.all(initialized_only=True):
        inherited.append(one.connection)
        one.connection = None
    return inherited


def press_for_ever(browser: Client, notes: Path, dice: random.Random) -> None:
    while True:
        with contextlib.suppress(OperationalError):
            press_something(browser, notes, dice)


def press_something(browser: Client, notes: Path, dice: random.Random) -> None:
    """Press one button, likely or not; note what a download held."""
    runs = list(
        PaymentRun.objects.exclude(status="cancelled").order_by("-pk").values_list("ref", flat=True)[:4]
    )
    if not runs or dice.random() < 0.2:
        browser.post(reverse("payments:start"), {"method": "bank", "statement_reference": ""})
        return
    [step] = dice.choices(STEPS, WEIGHTS)
    address = reverse(f"payments:{step}", args=[dice.choice(runs)])
    if step == "download":
        answer = browser.get(address)
        if answer.status_code == 200:
            with notes.open("a") as file:
                file.write(f"{address} {hashlib.sha256(answer.content).hexdigest()}\n")
        return
    today = clock.today()
    day = {"paid_on_0": today.day, "paid_on_1": today.month, "paid_on_2": today.year}
    browser.post(address, {**day, "why": "Storm", "not_sent": "on"})


def claims_arrive(finance: Finance, people: list, number: int) -> None:
    """Approved claims, while others pay: more than one run is needed for them."""
    for n in range(number):
        builders.approved_claim(
            people[n % PERSONS], finance.organisation, 640 + n, decided_by=finance.approver
        )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_payers_killed_again_and_again_pay_everybody_once(tmp_path, record_property):
    finance, dice = Finance(), random.Random(SEED)  # noqa: S311
    people = [finance.payee() for _ in range(PERSONS)]
    payers = [Payer(user, tmp_path / user.email, dice) for user in (finance.maker, finance.releaser)]
    for payer in payers:
        payer.start()
    try:
        for _ in range(KILLS):
            claims_arrive(finance, people, A_TIME)
            time.sleep(dice.uniform(0.1, 0.6))
            victim = dice.choice(payers)
            victim.kill()
            victim.start()
        wait_for_a_payment_and_a_download(payers)
    finally:
        for payer in payers:
            payer.kill()
    connections.close_all()
    finished = Claim.objects.filter(status="paid").count()
    finish_calmly(finance)
    downloads = downloads_noted(payers)
    runs = PaymentRun.objects.filter(status="recorded").count()
    record_property(
        "storm", f"seed {SEED}: {finished} paid in the storm, {runs} runs, {len(downloads)} files"
    )
    assert min(finished, runs, len(downloads)) > 0, "the storm proved nothing"
    everybody_was_paid_once()
    every_sum_agrees(downloads)


def wait_for_a_payment_and_a_download(payers: list[Payer], seconds: float = 300) -> None:
    """Let the survivors go on until something came to its end: on a busy machine the kills are quick."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if Payment.objects.filter(result="paid").exists() and downloads_noted(payers):
            return
        time.sleep(0.2)


def finish_calmly(finance: Finance) -> None:
    """Bring what the storm left half done to its end."""
    from expenses.payments.runs import actions

    def go(step, run, by, **how):
        return getattr(actions, f"{step}_run" if step != "record" else "record_paid")(run, by=by, **how)

    while Claim.objects.exclude(status="paid").exists():
        open_runs = PaymentRun.objects.exclude(status__in=["recorded", "cancelled"]).order_by("pk")
        run = open_runs.first() or actions.make_run(organisation=finance.organisation, by=finance.maker)
        other = finance.releaser if run.made_by_id == finance.maker.pk else finance.maker
        if run.status == "draft":
            run = go("lock", run, run.made_by)
        if run.status == "locked":
            free = {finance.maker, finance.releaser} - {run.made_by, run.locked_by}
            run = (
                go("release", run, free.pop())
                if free
                else go("cancel", run, other, why="Both hands are on it")
            )
        if run.status == "released":
            go("export", run, other)
            run = PaymentRun.objects.get(pk=run.pk)
        if run.status == "exported":
            go("record", run, other, paid_on=clock.today())


def downloads_noted(payers: list[Payer]) -> dict[str, set[str]]:
    noted = defaultdict(set)
    for payer in payers:
        for line in payer.notes.read_text().splitlines() if payer.notes.exists() else []:
            address, _space, digest = line.partition(" ")
            if len(digest) == 64:  # a kill may have cut the last line
                noted[address].add(digest)
    return noted


def everybody_was_paid_once() -> None:
    assert Claim.objects.filter(status="paid").count() == KILLS * A_TIME
    paid = Payment.objects.filter(result="paid")
    assert paid.count() == KILLS * A_TIME == paid.values("claim").distinct().count()
    lines = PaymentLine.objects.filter(live=True, payment__result="paid")
    assert lines.count() == lines.values("claim_line").distinct().count() == KILLS * A_TIME
    entered = JournalEntry.objects.filter(kind="paid", source=ledger.PAYMENT).values_list(
        "source_id", flat=True
    )
    assert sorted(entered) == sorted(paid.values_list("pk", flat=True))


def every_sum_agrees(downloads: dict[str, set[str]]) -> None:
    assert trial_balance() == 0
    for run in PaymentRun.objects.filter(status="recorded").select_related("bank_file"):
        in_file = [line.split(",")[3] for line in content(run.bank_file).decode().splitlines()[1:]]
        pence = sum(int(amount.replace(".", "")) for amount in in_file)
        assert run.total_pence == pence == -balances(run=run)["bank"] == run.bank_file.total_pence
        taken = downloads.get(reverse("payments:download", args=[run.ref]), {run.bank_file.sha256})
        assert taken == {run.bank_file.sha256}
