"""Which file a run becomes: by hand a list; into bank accounts what the organisation agreed on."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation
from coproduce.foundation import clock
from coproduce.foundation.encryption import CannotOpen, decrypt
from coproduce.foundation.transitions import TransitionRefused
from coproduce.foundation.working_days import working_day_from
from expenses.payments.files import bacs18, own_csv
from expenses.payments.files.models import BankFile, FileSettings
from expenses.payments.files.plain_csv import FORMATS
from expenses.payments.files.rules import Row
from expenses.payments.files.states import FileFormat, SettingsState
from expenses.payments.runs.models import PaymentRun
from expenses.payments.states import Method

ENCRYPTED = {"sort_code": "sealed_sort_code", "account_number": "sealed_account_number"}


@dataclass(frozen=True)
class Writer:
    """How the rows of a run become bytes. `key` names format and version on the file."""

    key: str
    ending: str
    write: Callable[[Iterable[Row]], bytes]


def in_use(organisation: Organisation | int) -> FileSettings | None:
    """Return the settings an organisation's files are written by; None means our plain CSV."""
    return FileSettings.objects.filter(organisation=organisation, status=SettingsState.IN_USE).first()


def writer_for(run: PaymentRun) -> Writer:
    """Return what writes this run's file."""
    settings = in_use(run.organisation_id) if run.method == Method.BANK else None
    if settings is None or settings.format == FileFormat.PLAIN:
        plain = FORMATS["plain" if run.method == Method.BANK else "by_hand"]
        return Writer(plain.key, plain.ending, plain.write)
    return as_agreed(settings, run.number)


def as_agreed(settings: FileSettings, number: int) -> Writer:
    """Return what writes the file of run `number` by these settings. Its day counts from today.

    Bacs refuses or moves a day that is no working day, and takes a file up to 31 days ahead
    [payroll.help.center, "The date value generated in your application is amended while uploading to the
    Bacs software"].
    """
    made_on = clock.today()
    day = working_day_from(made_on, settings.days_ahead)
    if settings.format == FileFormat.BACS18:
        account, sending = sender(settings), bacs18.Sending(number, made_on, day)
        return Writer(
            f"bacs18 v{settings.version}", "txt", lambda rows: _whole(bacs18.write, rows, account, sending)
        )
    if settings.format == FileFormat.OWN:
        layout = layout_of(settings)
        return Writer(f"own v{settings.version}", "csv", lambda rows: own_csv.write(rows, layout, day))
    plain = FORMATS["plain"]
    return Writer(f"plain v{settings.version}", plain.ending, plain.write)


def _whole(write: Callable[..., bytes], *parts: object) -> bytes:
    try:
        return write(*parts)
    except bacs18.TooMuch as sum_of_it:
        raise TransitionRefused(
            _("The sum is too big for one Bacs file. Hold some payments back.")
        ) from sum_of_it


def layout_of(settings: FileSettings) -> own_csv.Layout:
    """Return the columns of an organisation's own CSV."""
    return own_csv.Layout(
        columns=tuple(tuple(column) for column in settings.columns),
        heading_row=settings.heading_row,
        separator=settings.separator,
        day_format=settings.day_format,
        unit=settings.unit,
    )


SAMPLE = (
    Row("Sample Person", 8640, "CLAIM SAMPLE1", sort_code="000000", account_number="00000001"),
    Row(
        "Siân Example-Jones",
        1205,
        "CLAIM SAMPLE2",
        sort_code="000000",
        account_number="00000002",
        roll_number="A/12345",
    ),
)


def sample(settings: FileSettings) -> str:
    """Return a file of two people who do not exist, as these settings write it."""
    return as_agreed(settings, number=1).write(SAMPLE).decode()


class NotTheSame(CannotOpen):
    """What is kept no longer has the hash it was frozen with. It must not go to a bank."""


def content(file: BankFile) -> bytes:
    """Return the bytes as they were frozen. Raises NotTheSame or CannotOpen when somebody changed them."""
    plain = decrypt(file.sealed, bound_to=file.bound_to()).encode()
    if hashlib.sha256(plain).hexdigest() != file.sha256:
        raise NotTheSame(file.name)
    return plain


def sender(settings: FileSettings) -> bacs18.Sender:
    """Return who sends a Bacs file, in clear. Raises encryption.CannotOpen for a value moved or changed."""
    clear = {
        name: decrypt(getattr(settings, field), bound_to=settings.bound_to(field))
        for name, field in ENCRYPTED.items()
    }
    return bacs18.Sender(settings.service_user_number, name=settings.account_name, **clear)
