"""Everything that is encrypted opens with the keys in use: every model of the registry."""

from django.db import models

from coproduce.audit.invariants import Finding, invariant, of_each, together
from coproduce.foundation.database.roles import may_read
from coproduce.foundation.encrypted_fields import registry
from coproduce.foundation.encryption import CannotOpen
from coproduce.keys.models import KeyMark
from coproduce.keys.queries import wrong_keys
from expenses.payees.models import BankDetails
from expenses.payments.files.models import BankFile
from expenses.payments.files.queries import NotTheSame, content
from projects.power_balance.concerns.models import Concern

CHUNK = 500
MEND = (
    "Is a key missing from FIELD_ENCRYPTION_KEYS? Put it back. Otherwise the row was changed or moved:"
    " restore it from a backup, or ask the person again. Until then this one row is held back, and no other."
)


def _all_open(*models: type[models.Model]) -> Finding:
    known = registry()
    readable = (one for one in models if may_read(one))  # the worker reads no equality answer
    rows = (of_each(one._default_manager.iterator(CHUNK), known[one].opens) for one in readable)
    return together(*rows)


@invariant(holds="Every account number opens with the keys in use.", mend=MEND)
def bank_details_open() -> Finding:
    return _all_open(BankDetails)


@invariant(holds="Every concern opens with the keys in use.", mend=MEND)
def concerns_open() -> Finding:
    return _all_open(Concern)


@invariant(holds="Every other sealed value opens with the keys in use.", mend=MEND)
def other_values_open() -> Finding:
    others = {model for model, says in registry().items() if not says.lasts} - {
        BankDetails,
        Concern,
        BankFile,
    }
    return _all_open(*sorted(others, key=lambda model: model._meta.label))


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


@invariant(
    holds="The settings hold every key that rows may need.",
    mend="Put the key back into the settings, and run manage.py rotate_keys before you take it out.",
)
def keys_are_those_in_use() -> Finding:
    problems = list(wrong_keys())
    return Finding(KeyMark.objects.count(), len(problems), problems)
