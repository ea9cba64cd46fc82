"""Adding, changing, pricing again and taking off the lines of a claim that is being written."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.uploads.files import CleanFile
from expenses.claims.lines.queries import choice_of
from expenses.claims.models import Claim, ClaimLine, Receipt
from expenses.claims.pricing.queries import price
from expenses.claims.pricing.rules import Entry, entry_of
from expenses.payees.recognition.models import RecognitionChoice
from expenses.policies.rates.rules import NoRate


@transaction.atomic
def add_line(claim: Claim, *, entry: Entry, by: User, part: str = "") -> ClaimLine:
    """Add one line, priced. Raises TransitionRefused when the claim was sent, NoRate when nothing fits."""
    fresh = transitions.lock_for(claim, "send")
    line = ClaimLine.objects.create(claim=fresh, part=part, **_fields(fresh, entry, None))
    history.record(fresh, "line added", by=by, detail={"line": line.ref, "pence": line.amount_pence})
    return line


@transaction.atomic
def change_line(line: ClaimLine, *, entry: Entry, by: User) -> ClaimLine:
    """Change one line and price it again. Raises as add_line."""
    claim = transitions.lock_for(line.claim, "send")
    fresh = transitions.lock(line)
    for name, value in _fields(claim, entry, fresh).items():
        setattr(fresh, name, value)
    fresh.save()
    history.record(claim, "line changed", by=by, detail={"line": fresh.ref, "pence": fresh.amount_pence})
    return fresh


def _fields(claim: Claim, entry: Entry, line: ClaimLine | None) -> dict[str, Any]:
    typed = {
        name: getattr(entry, name)
        for name in Entry.__dataclass_fields__
        if name not in ("offer", "amount_pence")
    }
    return typed | vars(price(claim, entry, choice=choice_of(claim), line=line))


@transaction.atomic
def price_again(claim: Claim, lines: Iterable[ClaimLine], *, choice: RecognitionChoice | None) -> None:
    """Price the lines of a claim anew: rates may have changed since they were typed, also backwards in time.

    One after the other, because a limit for a day counts the lines before. `choice` is the one that
    counts for the claim. Raises TransitionRefused when nothing fits a line any more.
    """
    for line in lines:
        try:
            priced = price(claim, entry_of(line), choice=choice, line=line)
        except NoRate as none_left:
            raise transitions.TransitionRefused(f"{line.words}: {none_left}") from none_left
        for name, value in vars(priced).items():
            setattr(line, name, value)
        line.save()


@transaction.atomic
def remove_line(line: ClaimLine, *, by: User) -> None:
    """Take a line and its receipts off a claim that is still being written. Raises TransitionRefused."""
    claim = transitions.lock_for(line.claim, "send")
    history.record(claim, "line removed", by=by, detail={"line": line.ref, "pence": line.amount_pence})
    line.delete()


@transaction.atomic
def attach_receipt(line: ClaimLine, *, clean: CleanFile, by: User) -> Receipt:
    """Keep a receipt for a line; the same file twice is kept once. Raises TransitionRefused."""
    claim = transitions.lock_for(line.claim, "send")
    already = line.receipts.filter(sha256=clean.sha256).first()
    if already:
        return already
    receipt = Receipt.of(clean, line=line, added_by=by)
    receipt.save()
    history.record(claim, "receipt added", by=by, detail={"line": line.ref})
    return receipt
