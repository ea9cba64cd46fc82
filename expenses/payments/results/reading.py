"""A file from the bank becomes lines. What is in it is data: refused whole, with the place, or taken whole.

The file is not kept. Long numbers in its words are cut to their end, because they may be account numbers.
"""

import csv
import datetime as dt
import hashlib
import io
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coproduce.foundation.fields.dates import parse_date
from coproduce.foundation.fields.money import parse_pence
from coproduce.foundation.text import clean_line
from coproduce.foundation.uploads import scanner
from expenses.payments.files.rules import bank_text
from expenses.payments.files.states import Unit
from expenses.payments.results.models import ReadingRules
from expenses.payments.results.states import Kind, MoneyOut, Said

MOST_BYTES = 5_000_000
MOST_LINES = 20_000
MOST_COLUMNS = 100
MOST_CELL = 1_000
MOST_PENCE = 99_999_999_999
NAMED = 10
CLAIM = re.compile(r"CLAIM ?([0-9A-Z]{10})(?![0-9A-Z])")
_LONG_NUMBER = re.compile(r"(?<!\d)[\d -]{6,}\d")
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+@＝＋＠]")


class ParseError(ValueError):
    """The file cannot be taken; `faults` are sentences for the person."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = list(faults)


@dataclass(frozen=True)
class ReadLine:
    """One line as read: whole pence, never minus; a day or none."""

    number: int
    reference: str
    said: str
    amount_pence: int
    on: dt.date | None
    why: str = ""


@dataclass(frozen=True)
class Reading:
    """A file as read."""

    name: str
    sha256: str
    lines: list[ReadLine]


def read(content: bytes, name: str, rules: ReadingRules) -> Reading:
    """Return the lines of a CSV from the bank. Raises ParseError, naming up to ten places."""
    if len(content) > MOST_BYTES:
        raise ParseError(_("The file is too big. It can be up to 5 MB."))
    _scan(content)
    rows = _rows(_decoded(content))
    places = _places(rows[0], rules) if rows else None
    if not places or len(rows) < 2:
        raise ParseError(_("The file has no lines."))
    lines, faults = [], []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            lines.append(_line(number, row, places, rules))
        except ValidationError as problem:
            faults.append(f"{_('Line %(n)s:') % {'n': number}} {' '.join(problem.messages)}")
    if faults:
        raise ParseError(*faults[:NAMED])
    return Reading(clean_line(name)[-100:] or "file.csv", hashlib.sha256(content).hexdigest(), lines)


def _scan(content: bytes) -> None:
    try:
        found = scanner.scan(content)
    except scanner.Unavailable as problem:
        raise ParseError(_("We cannot check files right now. Try again in a few minutes.")) from problem
    if found == scanner.FOUND:
        raise ParseError(_("Our virus check stopped this file."))


def _decoded(content: bytes) -> str:
    """Return the text of a file as Excel, banks and old machines write it."""
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ParseError(_("This is not a CSV file. Save it as “CSV” and send that."))


def _rows(text: str) -> list[list[str]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(",;\t|", key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            if len(row) > MOST_COLUMNS or any(len(cell) > MOST_CELL for cell in row):
                raise ParseError(_("Line %(n)s is too long for a file from a bank.") % {"n": len(rows) + 1})
            rows.append(row)
            if len(rows) > MOST_LINES + 1:
                raise ParseError(
                    _("The file has more than %(n)s lines. Split it into smaller files.")
                    % {"n": f"{MOST_LINES:,}"}
                )
    except csv.Error as problem:
        raise ParseError(
            _("Line %(n)s is damaged. Save the file again and send that.") % {"n": len(rows) + 1}
        ) from problem
    return rows


def _places(headings: list[str], rules: ReadingRules) -> dict[str, int]:
    """Return in which column each thing stands. Raises ParseError for one that is missing or there twice."""
    there = [" ".join(heading.split()).casefold() for heading in headings]
    found, faults = {}, []
    for what in wanted(rules):
        name = getattr(rules, what)
        times = there.count(name.casefold())
        if times == 1:
            found[what] = there.index(name.casefold())
        elif times:
            faults.append(_("There are two columns called “%(name)s”.") % {"name": name})
        else:
            faults.append(_("There is no column called “%(name)s”.") % {"name": name})
    if faults:
        raise ParseError(*faults)
    return found


def wanted(rules: ReadingRules) -> list[str]:
    """Return what has a column of its own in files of this kind."""
    names = ["reference", "amount", "day"]
    names += ["said"] if rules.kind == Kind.RESULTS else ["amount_in"] * bool(rules.amount_in)
    return names + ["why"] * bool(rules.why)


def _line(number: int, row: list[str], places: dict[str, int], rules: ReadingRules) -> ReadLine:
    cells = {what: row[place].strip() if place < len(row) else "" for what, place in places.items()}
    for what in ("reference", "why", "said"):
        if _FORMULA.match(cells.get(what, "")):
            raise ValidationError(_("One cell starts like a formula. Remove it and send the file again."))
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?E\+?[0-9]+", cells["reference"], re.IGNORECASE):
        raise ValidationError(
            _("Excel has changed the reference to “%(it)s”. Use the file as the bank gave it."),
            params={"it": cells["reference"]},
        )
    pence, said = (_results if rules.kind == Kind.RESULTS else _statement)(cells, rules)
    day = parse_date(cells["day"].partition("T")[0]) if cells["day"] else None
    return ReadLine(
        number, reference(cells["reference"]), said, pence, day, _hide(cells.get("why", ""))[:200]
    )


def _results(cells: dict[str, str], rules: ReadingRules) -> tuple[int, str]:
    pence, _out = _pence(cells["amount"], rules)
    word = " ".join(cells["said"].split()).casefold()
    for said, words in ((Said.PAID, rules.paid_words), (Said.BOUNCED, rules.bounced_words)):
        if word in [known.strip().casefold() for known in words.split(",")]:
            return pence, said
    return pence, Said.UNCLEAR


def _statement(cells: dict[str, str], rules: ReadingRules) -> tuple[int, str]:
    """Money out is "paid"; money in is "came back", if it is about us at all."""
    if rules.amount_in:
        incoming = cells["amount_in"].lstrip("+£ ") not in ("", "0", "0.00")
        pence, _minus = _pence(cells["amount_in" if incoming else "amount"], rules)
        return pence, Said.BOUNCED if incoming else Said.PAID
    pence, minus = _pence(cells["amount"], rules)
    out = minus == (rules.money_out == MoneyOut.MINUS)
    return pence, Said.PAID if out else Said.BOUNCED


def _pence(text: str, rules: ReadingRules) -> tuple[int, bool]:
    """Return whole pence and whether there was a minus. Raises ValidationError."""
    bare = text.replace("\u2212", "-").replace(" ", "").replace("\u00a0", "")
    minus = bare.startswith("-") or (bare.startswith("(") and bare.endswith(")"))
    bare = bare.strip("()").lstrip("-+").removeprefix("£")
    if rules.unit == Unit.POUNDS:
        return parse_pence(bare, most=MOST_PENCE, zero_allowed=True), minus
    if not re.fullmatch("[0-9]{1,11}", bare):
        raise ValidationError(_("The amount must be whole pence, like 8640."))
    return int(bare), minus


def reference(text: str) -> str:
    """Return what names a payment: our reference where it stands in longer words, else those words."""
    plain = bank_text(text, longest=140)
    found = CLAIM.search(plain)
    return f"CLAIM {found[1]}" if found else _hide(plain)


def _hide(text: str) -> str:
    """Cut long numbers to their last four digits: they may be account numbers."""
    return _LONG_NUMBER.sub(lambda found: "…" + re.sub(r"\D", "", found[0])[-4:], clean_line(text))
