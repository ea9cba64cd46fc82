"""Everything that is encrypted opens with the keys in use."""

from coproduce.audit.invariants import Finding, invariant, of_each
from coproduce.foundation.encryption import CannotOpen, decrypt
from expenses.payees.models import BankDetails
from expenses.payments.files.models import BankFile
from expenses.payments.files.queries import NotTheSame, content
from projects.power_balance.concerns.models import Concern

CHUNK = 500
BANK = ("sealed_name", "sealed_sort_code", "sealed_account_number", "sealed_roll_number")


def _opens(row: BankDetails | Concern, *fields: str) -> bool:
    try:
        for field in fields:
            if value := getattr(row, field):
                decrypt(value, bound_to=row.bound_to(field))
    except CannotOpen:
        return False
    return True


@invariant(
    holds="Every account number opens with the keys in use.",
    mend="A key is missing from FIELD_ENCRYPTION_KEYS, or a row was moved.",
)
def bank_details_open() -> Finding:
    return of_each(BankDetails.objects.iterator(CHUNK), lambda row: _opens(row, *BANK))


@invariant(
    holds="Every concern opens with the keys in use.",
    mend="A key is missing from FIELD_ENCRYPTION_KEYS, or a row was moved.",
)
def concerns_open() -> Finding:
    rows = Concern.objects.iterator(CHUNK)
    return of_each(rows, lambda row: _opens(row, "sealed_words", "sealed_answer"))


@invariant(
    holds="Every bank file opens, and is to the byte what was frozen.",
    mend="Do not send it to the bank: restore the file from a backup.",
)
def bank_files_open() -> Finding:
    def opens(file: BankFile) -> bool:
        try:
            content(file)
        except (CannotOpen, NotTheSame):
            return False
        return True

    return of_each(BankFile.objects.iterator(50), opens)
