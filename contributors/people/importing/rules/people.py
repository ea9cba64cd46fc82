"""The columns of a file of people, whom a row may be, and what it would change. No reading, no writing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contributors.people.importing.rules import cells
from contributors.people.importing.rules.kinds import Column, Values, Verdict
from contributors.people.importing.states import Choice, Outcome
from contributors.people.models import Person
from contributors.people.rules import NEEDED_FOR
from contributors.people.states import Format
from coproduce.foundation import fields
from coproduce.foundation.documents.spreadsheet import Kind
from coproduce.foundation.fields.contact import normalise_phone
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.pages import languages
from coproduce.foundation.pages.presenters import short_date
from coproduce.foundation.text import folded

REF, NAME = "ref", "name"
DETAILS = ("name", "format", "language")
CONTACT = ("email", "phone", "address", "channel")
OURS = ("source", "consent", "consent_on", "birth_year")
"""What the organisation itself wrote down about a person."""

COLUMNS = (
    Column(
        REF,
        _lazy("Row (leave as it is)"),
        cells.of_field(fields.LineField(max_length=20)),
        ("ref", "reference"),
    ),
    Column(
        NAME,
        _lazy("Name"),
        cells.of_field(fields.PersonNameField(max_length=120)),
        ("full name", "person", "contributor", "known as", "member"),
        needed=True,
        example="Amara Okafor",
    ),
    Column(
        "email",
        _lazy("Email"),
        cells.of_field(fields.EmailField(required=False)),
        ("e-mail", "email address", "e-mail address", "mail"),
        example="amara@example.com",
    ),
    Column(
        "phone",
        _lazy("Phone"),
        cells.as_typed(fields.PhoneField(required=False)),
        ("telephone", "phone number", "mobile", "tel", "telephone number"),
        example="0113 496 0000",
    ),
    Column(
        "address",
        _lazy("Postal address"),
        cells.of_field(fields.TextField(required=False, max_length=240)),
        ("address", "home address"),
        example="1 High Street, Leeds LS1 1AA",
    ),
    Column(
        "channel",
        _lazy("How to reach them"),
        cells.one_of(lambda: Channel.choices),
        ("reached by", "contact by", "preferred contact", "contact preference"),
        example="email",
    ),
    Column(
        "format",
        _lazy("How they want papers"),
        cells.one_of(lambda: Format.choices),
        ("format", "papers"),
        example="large print",
    ),
    Column("language", _lazy("Language"), cells.one_of(languages.offered), example="English"),
    Column(
        "birth_year",
        _lazy("Year of birth"),
        cells.year,
        ("birth year", "born", "year born", "yob"),
        kind=Kind.NUMBER,
        example="1961",
    ),
    Column(
        "source",
        _lazy("Where the details come from"),
        cells.of_field(fields.LineField(max_length=200)),
        ("source",),
        example="Our sign-up sheet of 2025",
    ),
    Column(
        "consent",
        _lazy("How they agreed"),
        cells.of_field(fields.LineField(max_length=200)),
        ("consent", "agreed"),
        example="Said yes on the phone",
    ),
    Column(
        "consent_on",
        _lazy("Agreed on"),
        cells.day,
        ("consent date", "date of consent", "consent day"),
        kind=Kind.DAY,
        example="3 April 2026",
    ),
)
TITLES = {one.key: one.title for one in COLUMNS}


@dataclass(slots=True)
class Known:
    """What is known here of somebody, as far as this organisation may see it."""

    pk: int
    ref: str
    name: str
    email: str
    birth_year: int | None
    facts: dict[str, Any] = field(default_factory=dict)  # filled for those whom a row may be
    may_change: bool = True
    shares: bool = True


@dataclass
class Index:
    """The people an organisation knows, by reference, mailbox and name; and the rows seen so far."""

    by_ref: dict[str, Known] = field(default_factory=dict)
    by_email: dict[str, list[Known]] = field(default_factory=dict)
    by_name: dict[str, list[Known]] = field(default_factory=dict)
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def add(self, known: Known) -> None:
        """Let somebody be found."""
        self.by_ref[known.ref] = known
        if known.email:
            self.by_email.setdefault(known.email, []).append(known)
        self.by_name.setdefault(folded(known.name), []).append(known)

    def same_mailbox(self, values: Values) -> list[Known]:
        """Return who has this mailbox."""
        return self.by_email.get(values.get("email", ""), [])

    def same_name(self, values: Values) -> list[Known]:
        """Return who has this name, and not another year of birth."""
        born = values.get("birth_year")
        named = self.by_name.get(folded(values.get(NAME, "")), [])
        return [one for one in named if not (born and one.birth_year and born != one.birth_year)]


def whom(index: Index, values: Values) -> tuple[Known | None, list[Known]]:
    """Return who a row surely is, or else those whom it may be: somebody has to say.

    Sure is the reference we gave, and the same name at the same mailbox. The same mailbox alone, or the same
    name and year of birth alone, is a question: families share mailboxes and names.
    """
    if ref := values.get(REF, "").lower():
        return index.by_ref.get(ref), []
    mailbox, named = index.same_mailbox(values), index.same_name(values)
    both = [one for one in mailbox if folded(one.name) == folded(values.get(NAME, ""))]
    if len(both) == 1 and both[0] in named:
        return both[0], []
    return None, mailbox + [one for one in named if one not in mailbox]


def keys_of(values: Values) -> list[tuple[Any, ...]]:
    """Return what no two rows of a file may have in common."""
    name = folded(values.get(NAME, ""))
    found: list[tuple[Any, ...]] = []
    if ref := values.get(REF):
        found.append(("ref", ref.lower()))
    elif email := values.get("email"):
        found.append(("mailbox", email, name, values.get("birth_year")))
    else:
        reach = tuple(_squeezed(values.get(one)) for one in ("phone", "address"))
        found.append(("name", name, values.get("birth_year"), *reach))
    return found


def judged(index: Index, number: int, values: Values, choice: str) -> Verdict:
    """Return what a clean row comes to, after those before it."""
    if choice == Choice.OUT:
        return Verdict(Outcome.REFUSED)
    problems: list[tuple[str, str]] = []
    if not values.get(NAME):
        problems.append((NAME, _("there is no name.")))
    for key in keys_of(values):
        if (first := index.seen.setdefault(key, number)) != number:
            problems.append((NAME, _("this is the same person as in row %(n)s.") % {"n": first}))
    known, maybe = whom(index, values)
    if values.get(REF) and known is None:
        problems.append((REF, _("nobody here has this reference. Leave it empty for someone new.")))
    chosen = next((one for one in maybe if one.ref == choice), None)
    candidates = [one.pk for one in maybe]
    if problems:
        return Verdict(Outcome.REFUSED, problems=problems, candidates=candidates)
    if known or chosen:
        return compared(known or chosen, values, candidates)  # type: ignore[arg-type]  # one of them is
    if maybe and choice != Choice.NEW:
        return Verdict(Outcome.ASK, candidates=candidates)
    return new(values, candidates)


def new(values: Values, candidates: list[int]) -> Verdict:
    """Return the verdict of somebody new: they have to be reached in some way."""
    channel = channel_of(values)
    if not channel:
        problem = (NAME, _("there is no way to reach them. Give an email, a phone number or an address."))
        return Verdict(Outcome.REFUSED, problems=[problem], candidates=candidates)
    if not values.get(NEEDED_FOR[channel]):
        words = _("“%(column)s” is missing: they want to be reached that way.")
        problem = ("channel", words % {"column": TITLES[NEEDED_FOR[channel]]})
        return Verdict(Outcome.REFUSED, problems=[problem], candidates=candidates)
    return Verdict(Outcome.NEW, candidates=candidates)


def channel_of(values: Values) -> str:
    """Return how somebody new is reached: as the row says, or by the first way it gives."""
    if said := values.get("channel"):
        return str(said)
    given = ((Channel.EMAIL, "email"), (Channel.PHONE, "phone"), (Channel.POST, "address"))
    return next((str(channel) for channel, name in given if values.get(name)), "")


def compared(known: Known, values: Values, candidates: list[int]) -> Verdict:
    """Return what a row would change about somebody. How they are reached is never changed by a file."""
    problems, changes = [], []
    for key in (*CONTACT, *DETAILS, *OURS):
        if key not in values or _same(key, values[key], known.facts.get(key)):
            continue
        if key in CONTACT or (key in DETAILS and not known.may_change):
            problems.append((key, _refusal(known, key)))
        else:
            changes.append((key, _shown(key, known.facts.get(key)), _shown(key, values[key])))
    if problems:
        return Verdict(Outcome.REFUSED, known.pk, problems, candidates=candidates)
    outcome = Outcome.CHANGED if changes else Outcome.SAME
    return Verdict(outcome, known.pk, changes=changes, candidates=candidates)


def _refusal(known: Known, key: str) -> str:
    if not known.shares:
        return _("%(name)s has not yet said that you may see more than name and email.") % {
            "name": known.name
        }
    if not known.may_change:
        return _("you cannot change the details of %(name)s.") % {"name": known.name}
    words = _(
        "we hold something else for %(name)s. Change it on their page, so that they are told; "
        "or make the cell empty."
    )
    return words % {"name": known.name}


def _same(key: str, one: Any, other: Any) -> bool:
    """Whether two values say the same, however an address is broken or a number is spaced."""
    if key == "phone" and one and other:
        return (normalise_phone(one) or one) == (normalise_phone(other) or other)
    return bool(_squeezed(one) == _squeezed(other))


def _squeezed(value: Any) -> Any:
    return " ".join(str(value).split()) if value not in (None, "") else None


def _shown(key: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if key == "consent_on":
        return short_date(dt.date.fromisoformat(str(value)))
    if key == "format":
        return str(Format(value).label)
    return languages.name_of(value) if key == "language" else str(value)


def person_of(ref: str, values: Values) -> Person:
    """Return the unsaved person of a new row; the reference is that of the row."""
    told: dict[str, Any] = {key: values[key] for key in ("email", "phone", "address") if values.get(key)}
    told |= {key: values[key] for key in ("format", "language") if values.get(key)}
    return Person(ref=ref, name=values[NAME], channel=channel_of(values), **told)


def guessed(head: Sequence[str], columns: Sequence[Column], remembered: dict[str, str]) -> dict[str, str]:
    """Return what each column of a file seems to hold: as remembered, or by its heading. Each thing once."""
    words = {str(one.title).casefold(): one.key for one in columns}
    words |= {word: one.key for one in columns for word in (*one.words, one.key.replace("_", " "))}
    found: dict[str, str] = {}
    for place, heading in enumerate(head):
        key = " ".join(heading.replace("_", " ").split()).casefold()
        means = remembered.get(key[:200], words.get(key, ""))
        if means and means not in found.values() and any(one.key == means for one in columns):
            found[str(place)] = means
    return found
