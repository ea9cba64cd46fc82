"""Whether all sums of a run agree: its payments, its file, the ledger. Decides; writes nothing."""

from expenses.payments.runs.models import PaymentRun

NAMED = 10  # so many people are named when a run is refused


class SumsDiffer(Exception):
    """Run, file and ledger do not say the same. Nothing was written; somebody has to look at it."""


def check_same_sums(run: PaymentRun, **sums: int) -> None:
    """Raise SumsDiffer unless every sum is the run's own total in pence (trust F29)."""
    wrong = {name: pence for name, pence in sums.items() if pence != run.total_pence}
    if wrong:
        raise SumsDiffer(f"run {run.ref} says {run.total_pence}, but {wrong}")
