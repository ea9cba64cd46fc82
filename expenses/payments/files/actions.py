"""The file of a run, and how files are written: changed by one person, taken into use by another."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock, transitions
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import TransitionRefused
from expenses.payees import actions as details
from expenses.payees.models import BankDetails
from expenses.payees.states import Route
from expenses.payments.files.bacs18 import Sender
from expenses.payments.files.models import BankFile, FileSettings
from expenses.payments.files.queries import content, sender, writer_for
from expenses.payments.files.rules import Row, bank_text
from expenses.payments.files.states import SettingsState
from expenses.payments.rules import NAMED, check_same_sums
from expenses.payments.runs.models import Payment, PaymentRun


@transaction.atomic
def suggest(
    *, organisation: Organisation, format: str, by: User, account: dict[str, str] | None = None, **says: Any
) -> FileSettings:
    """Write down how files should be written from now on; it waits for a second person.

    `account` is {sort_code, account_number} for Bacs. Another suggestion that waits is replaced.
    """
    # One after another for one organisation; "no key": others may go on using its row.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    ours = FileSettings.objects.filter(organisation=organisation)
    for waiting in ours.filter(status=SettingsState.WAITING):
        transitions.transition(waiting, "replace", by=by, why=_("a newer one was suggested"))
    settings = FileSettings(
        organisation=organisation,
        version=(ours.aggregate(last=Max("version"))["last"] or 0) + 1,
        format=format,
        made_by=by,
        **says,
    )
    if account:
        _fill(settings, **account)
    settings.save()
    history.record(settings, "file format suggested", by=by)
    return settings


@transaction.atomic
def check(settings: FileSettings, *, agreed: bool, why: str, by: User) -> FileSettings:
    """Second pair of eyes: take a suggestion into use, or not. `why` says how it was checked.

    Raises TransitionRefused for whoever suggested it, and when it waits no more.
    """
    row = transitions.lock(settings)
    if row.made_by_id == by.pk:
        raise TransitionRefused(_("You suggested this, so someone else has to check it."))
    transitions.check(row, "take into use")
    checked = {"checked_by": by, "checked_at": clock.now()}
    if not agreed:
        return transitions.transition(row, "replace", by=by, why=why, **checked)
    for old in FileSettings.objects.filter(organisation=row.organisation_id, status=SettingsState.IN_USE):
        transitions.transition(old, "replace", by=by, why=_("a newer one is in use"))
    return transitions.transition(row, "take into use", by=by, why=why, **checked)


def freeze(run: PaymentRun, *, by: User) -> BankFile:
    """Make the file of a run and keep it.

    Raises TransitionRefused when a name cannot be written, and SumsDiffer.
    """
    chosen = writer_for(run)
    counted = _Counted(_opened(run, by=by))
    written = chosen.write(counted)
    if counted.unwritable:
        raise TransitionRefused(
            _("Banks cannot write the account name of %(who)s. Hold it back first. Nothing was changed.")
            % {"who": ", ".join(counted.unwritable[:NAMED])}
        )
    check_same_sums(run, file=counted.pence)
    file = BankFile(
        run=run,
        format=chosen.key,
        name=f"payments-{run.number}-{clock.today():%Y-%m-%d}.{chosen.ending}",
        sha256=hashlib.sha256(written).hexdigest(),
        rows=counted.rows,
        total_pence=counted.pence,
    )
    file.sealed = encrypt(written.decode(), bound_to=file.bound_to())
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


def _opened(run: PaymentRun, *, by: User) -> Iterator[Row]:
    """Yield the rows of a run's live payments in clear. Who opened the bank details is written down first."""
    # A list to pay by hand goes way by way: all cash, all cheques, all gifts, all vouchers.
    payments = run.payments.live().select_related("bank_details", "person").order_by("method", "pk")
    used = BankDetails.objects.filter(pk__in=payments.order_by().values("bank_details"))
    clear = details.open_all_for_bank_file(used, by=by)
    for payment in payments.iterator(chunk_size=500):
        yield _as_row(payment, clear(payment.bank_details) if payment.bank_details else None)


def _as_row(payment: Payment, clear: details.ClearDetails | None) -> Row:
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


def _fill(settings: FileSettings, *, sort_code: str, account_number: str) -> None:
    """Encrypt the numbers into an unsaved row, each bound to the row, its organisation and its field."""
    settings.sealed_sort_code = encrypt(sort_code, bound_to=settings.bound_to("sealed_sort_code"))
    settings.sealed_account_number = encrypt(
        account_number, bound_to=settings.bound_to("sealed_account_number")
    )
    settings.tail = account_number[-4:]


@transaction.atomic
def open_account(settings: FileSettings, *, by: User) -> Sender:
    """Return who sends a Bacs file, in clear, for the second pair of eyes; who looked is written down."""
    history.record(settings, "file format looked at", by=by)
    return sender(settings)


@transaction.atomic
def note_names_seen(run: PaymentRun, *, payments: int, by: User) -> None:
    """Write down who looked at the account names of how many payments."""
    history.record(run, "account names looked at", by=by, detail={"payments": payments})


@transaction.atomic
def give_out(file: BankFile, *, by: User) -> bytes:
    """Return the frozen bytes, the same every time; who took them is written down."""
    plain = content(file)
    history.record(file.run, "file downloaded", by=by, detail={"sha256": file.sha256})
    return plain
