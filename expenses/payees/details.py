"""Sealing and opening bank details. Nothing else in the house turns them back into numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from contributors.accounts.models import User
from coproduce.foundation.encryption import decrypt, encrypt, fingerprint, keys
from coproduce.foundation.history import actions as history
from expenses.payees.models import BankDetails
from expenses.payees.recognition.actions import reseal_old_limits

FIELDS = {
    "account_name": "sealed_name",
    "sort_code": "sealed_sort_code",
    "account_number": "sealed_account_number",
    "roll_number": "sealed_roll_number",
}


@dataclass(frozen=True)
class ClearDetails:
    """Bank details in clear, as text with their zeros. Never stored; on no page but the check page."""

    account_name: str
    sort_code: str
    account_number: str
    roll_number: str = ""

    def __repr__(self) -> str:  # a traceback or a log line must not show them
        return "ClearDetails(…)"

    @property
    def fingerprint(self) -> str:
        """The same for the same account, whoever types it; cannot be turned back."""
        return fingerprint(
            f"{self.sort_code}:{self.account_number}:{self.roll_number.upper()}", purpose="bank account"
        )


def fill(row: BankDetails, clear: ClearDetails) -> None:
    """Seal the numbers into an unsaved row, each bound to the row, its person and its field."""
    for name, field in FIELDS.items():
        value = getattr(clear, name)
        setattr(row, field, encrypt(value, bound_to=row.bound_to(field)) if value else "")
    row.tail, row.fingerprint = clear.account_number[-4:], clear.fingerprint


def open_for_bank_file(row: BankDetails, *, by: User) -> ClearDetails:
    """Return the numbers in clear for the bank file, and write down who opened them.

    Raises encryption.CannotOpen when a value was changed or moved here from another row.
    """
    history.record(row, "opened for a bank file", by=by)
    return _open(row)


def open_all_for_bank_file(rows: models.QuerySet[Any], *, by: User) -> Callable[[BankDetails], ClearDetails]:
    """Write down, in one statement, who opened all these rows; return what turns one of them into numbers."""
    history.record_all(rows, "opened for a bank file", by=by)
    return _open


def account_name(row: BankDetails) -> str:
    """Return the name on the account as typed, for finance to compare with what the bank file makes of it."""
    return decrypt(row.sealed_name, bound_to=row.bound_to("sealed_name"))


def _open(row: BankDetails) -> ClearDetails:
    sealed = {name: (getattr(row, field), row.bound_to(field)) for name, field in FIELDS.items()}
    return ClearDetails(
        **{name: decrypt(value, bound_to=to) if value else "" for name, (value, to) in sealed.items()}
    )


def same_details(row: BankDetails, clear: ClearDetails) -> bool:
    """Say whether a row already holds exactly these details, the name on the account included."""
    return row.fingerprint == clear.fingerprint and _open(row) == clear


def reseal_old_keys(limit: int = 500) -> int:
    """Seal up to `limit` rows again with the newest key. Returns how many; run it until it says 0."""
    newest = next(iter(keys()))
    with transaction.atomic():
        old = BankDetails.objects.exclude(sealed_account_number__startswith=f"{newest}:")
        rows = list(old.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:limit])
        for row in rows:
            fill(row, _open(row))
            row.save(update_fields=list(FIELDS.values()))
    return len(rows) + reseal_old_limits(newest, limit)
