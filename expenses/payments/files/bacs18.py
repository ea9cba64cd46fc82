"""Bacs Standard 18: fixed places, 80-character labels, 100-character payments, one processing day.

A direct credit (transaction code 99) for each payment, one contra (code 17) for what leaves our account.
Places (first character is 1):

* labels VOL1 (5-10 serial, 42-47 service user number, 80 "1"); HDR1 (5 "A", 6-11 service user number,
  12 "S", 15 "1", 16-21 service user number, 22-27 serial, 28-35 "00010001", 42-47 made on, 48-53 kept until,
  55-60 zeros); HDR2 (5 "F", 6-10 block 02000, 11-15 record 00100, 51-52 "00"); UHL1 (5-10 processing day,
  11-16 "999999", 21-22 currency "00", 23-28 zeros, 29-37 "1 DAILY", 38-40 file number);
* payment: 1-6 sort code, 7-14 account, 15 "0", 16-17 code, 18-23 and 24-31 our account, 32-35 blank, 36-46
  pence, 47-64 our name, 65-82 reference, 83-100 name of the account. Contra: our account in both places,
  47-64 which run, 65-82 "CONTRA", 83-100 our name;
* EOF1, EOF2 as HDR1, HDR2; UTL1 (5-17 debits, 18-30 credits in pence, 31-37 and 38-44 how many).

Days are " YYDDD": the year and the day in it. Sources: Bank of Ireland, "BACS File Specification"
(VOL1, HDR1); FinDock documentation, "Bacs Direct Debit collection file" (record lengths); Odoo Enterprise,
module l10n_uk_bacs (contra, trailers); the Bacs places asserted by open-source writers that agree with them.
The sources differ about the places of a file with many processing days (106 characters), so we write none.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from expenses.payments.files.rules import Row, bank_text, check_numbers

CREDIT, CONTRA = "99", "17"
MOST_PENCE = 99_999_999_999  # eleven digits
KEPT = dt.timedelta(days=7)


@dataclass(frozen=True)
class Sender:
    """Who sends the file and whose account pays."""

    service_user_number: str
    sort_code: str
    account_number: str
    name: str

    def __repr__(self) -> str:  # a traceback or a log line must not show the account
        return f"Sender({self.service_user_number})"


@dataclass(frozen=True)
class Sending:
    """Which file this is: `number` of the run, the day it was made, the day the bank acts."""

    number: int
    made_on: dt.date
    process_on: dt.date

    @property
    def serial(self) -> str:
        return f"{self.number % 1_000_000:06d}"


class TooMuch(ValueError):
    """The sum has more digits than the format has places."""


def write(rows: Iterable[Row], sender: Sender, sending: Sending) -> bytes:
    """Return the file. Raises TooMuch, and ValueError for numbers that are none."""
    payments, total = [], 0
    for row in rows:
        check_numbers(row)
        total += row.amount_pence
        reference = row.roll_number or row.reference
        payments.append(
            _record(row.sort_code, row.account_number, CREDIT, sender, row.amount_pence)
            + _words(sender.name)
            + _words(reference)
            + _words(row.name)
        )
    contra = _record(sender.sort_code, sender.account_number, CONTRA, sender, total)
    contra += _words(f"RUN {sending.number}") + _words("CONTRA") + _words(sender.name)
    head = [_volume(sender, sending), _file("HDR1", sender, sending), _block("HDR2"), _user(sending)]
    tail = [_file("EOF1", sender, sending), _block("EOF2"), _totals(total, len(payments))]
    return "".join(f"{line}\r\n" for line in (*head, *payments, contra, *tail)).encode("ascii")


def _record(sort_code: str, account: str, code: str, sender: Sender, pence: int) -> str:
    """Return the first 46 characters of a payment or contra."""
    if pence > MOST_PENCE:
        raise TooMuch(pence)
    return f"{sort_code}{account}0{code}{sender.sort_code}{sender.account_number}    {pence:011d}"


def _words(text: str) -> str:
    return bank_text(text).ljust(18)


def _day(day: dt.date) -> str:
    return f" {day:%y%j}"


def _volume(sender: Sender, sending: Sending) -> str:
    return f"VOL1{sending.serial}".ljust(41) + sender.service_user_number.ljust(38) + "1"


def _file(label: str, sender: Sender, sending: Sending) -> str:
    number = sender.service_user_number
    days = _day(sending.made_on) + _day(sending.process_on + KEPT)
    return (f"{label}A{number}S  1{number}{sending.serial}00010001".ljust(41) + f"{days} 000000").ljust(80)


def _block(label: str) -> str:
    return (f"{label}F0200000100".ljust(50) + "00").ljust(80)


def _user(sending: Sending) -> str:
    day, number = _day(sending.process_on), sending.number % 1_000
    return f"UHL1{day}999999    000000001 DAILY  {number:03d}".ljust(80)


def _totals(pence: int, payments: int) -> str:
    return f"UTL1{pence:013d}{pence:013d}{1:07d}{payments:07d}".ljust(80)
