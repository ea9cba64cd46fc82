"""The file of a run: made once from frozen payments, kept sealed, given out with its hash checked (F25)."""

import hashlib
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.encryption import decrypt, encrypt, keys
from coproduce.foundation.transitions import TransitionRefused
from expenses.payees import details
from expenses.payees.models import BankDetails
from expenses.payees.states import Route
from expenses.payments import rules
from expenses.payments.files.writing import writer_for
from expenses.payments.formats import Row
from expenses.payments.letters import bank_text
from expenses.payments.models import BankFile, Payment, PaymentRun


class NotTheSame(Exception):
    """What is kept no longer has the hash it was frozen with. It must not go to a bank."""


def freeze(run: PaymentRun, *, by: User) -> BankFile:
    """Make the file of a run and keep it. Raises Refused when a name cannot be written, and SumsDiffer."""
    chosen = writer_for(run)
    counted = _Counted(opened(run, by=by))
    content = chosen.write(counted)
    if counted.unwritable:
        raise TransitionRefused(
            _("Banks cannot write the account name of %(who)s. Hold it back first. Nothing was changed.")
            % {"who": ", ".join(counted.unwritable[: rules.NAMED])}
        )
    rules.same_sums(run, file=counted.pence)
    file = BankFile(
        run=run,
        format=chosen.key,
        name=f"payments-{run.number}-{clock.today():%Y-%m-%d}.{chosen.ending}",
        sha256=hashlib.sha256(content).hexdigest(),
        rows=counted.rows,
        total_pence=counted.pence,
    )
    file.sealed = encrypt(content.decode(), bound_to=file.bound_to())
    file.save()
    return file


class _Counted:
    """Rows as they pass into the file, counted and added up on their way."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self.source = rows
        self.rows = self.pence = 0
        self.unwritable: list[str] = []

    def __iter__(self) -> Iterator[Row]:
        for row in self.source:
            self.rows += 1
            self.pence += row.amount_pence
            if not bank_text(row.name):
                self.unwritable.append(row.name)
            yield row


def opened(run: PaymentRun, *, by: User) -> Iterator[Row]:
    """Yield the rows of a run's live payments in clear. Who opened the bank details is written down first."""
    # A list to pay by hand goes way by way: all cash, all cheques, all gifts, all vouchers.
    payments = run.payments.live().select_related("bank_details", "person").order_by("method", "pk")
    used = BankDetails.objects.filter(pk__in=payments.order_by().values("bank_details"))
    clear = details.open_all_for_bank_file(used, by=by)
    for payment in payments.iterator(chunk_size=500):
        yield as_row(payment, clear(payment.bank_details) if payment.bank_details else None)


def as_row(payment: Payment, clear: details.ClearDetails | None) -> Row:
    """Return a payment as a row of a file."""
    return Row(
        name=clear.account_name if clear else payment.payee_name,
        amount_pence=payment.amount_pence,
        reference=payment.reference,
        sort_code=clear.sort_code if clear else "",
        account_number=clear.account_number if clear else "",
        roll_number=clear.roll_number if clear else "",
        route=payment.get_method_display(),
        charity=payment.charity,
        address=", ".join(payment.person.address.splitlines()) if payment.method == Route.CHEQUE else "",
    )


def content(file: BankFile) -> bytes:
    """Return the bytes as they were frozen. Raises NotTheSame or CannotOpen when somebody changed them."""
    plain = decrypt(file.sealed, bound_to=file.bound_to()).encode()
    if hashlib.sha256(plain).hexdigest() != file.sha256:
        raise NotTheSame(file.name)
    return plain


def reseal_old_keys(limit: int = 20) -> int:
    """Seal up to `limit` files again with the newest key. Returns how many; run it until it says 0."""
    newest = next(iter(keys()))
    with transaction.atomic():
        old = BankFile.objects.exclude(sealed__startswith=f"{newest}:").order_by("pk")
        files = list(old.select_for_update(of=("self",), skip_locked=True)[:limit])
        for file in files:
            file.sealed = encrypt(content(file).decode(), bound_to=file.bound_to())
            file.save(update_fields=["sealed"])
    return len(files)
