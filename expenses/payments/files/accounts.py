"""Sealing and opening the account an organisation pays from. Opened for a file, and on the check page."""

from django.db import transaction

from coproduce.foundation.encryption import decrypt, encrypt, keys
from expenses.payments.files.bacs18 import Sender
from expenses.payments.files.models import FileSettings

FIELDS = {"sort_code": "sealed_sort_code", "account_number": "sealed_account_number"}


def fill(settings: FileSettings, *, sort_code: str, account_number: str) -> None:
    """Seal the numbers into an unsaved row, each bound to the row, its organisation and its field."""
    settings.sealed_sort_code = encrypt(sort_code, bound_to=settings.bound_to("sealed_sort_code"))
    settings.sealed_account_number = encrypt(
        account_number, bound_to=settings.bound_to("sealed_account_number")
    )
    settings.tail = account_number[-4:]


def sender(settings: FileSettings) -> Sender:
    """Return who sends a Bacs file, in clear. Raises encryption.CannotOpen for a value moved or changed."""
    clear = {
        name: decrypt(getattr(settings, field), bound_to=settings.bound_to(field))
        for name, field in FIELDS.items()
    }
    return Sender(settings.service_user_number, name=settings.account_name, **clear)


def reseal_old_keys(limit: int = 100) -> int:
    """Seal up to `limit` rows again with the newest key. Returns how many; run it until it says 0."""
    newest = next(iter(keys()))
    with transaction.atomic():
        old = FileSettings.objects.exclude(sealed_account_number="").exclude(
            sealed_account_number__startswith=f"{newest}:"
        )
        rows = list(old.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:limit])
        for row in rows:
            clear = sender(row)
            fill(row, sort_code=clear.sort_code, account_number=clear.account_number)
            row.save(update_fields=list(FIELDS.values()))
    return len(rows)
