"""A role description as a document. Pure: the text goes in, a description of the document comes out."""

import datetime as dt
from collections.abc import Container, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.db.models import CharField, TextField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coproduce.foundation.documents.description import (
    Document,
    Facts,
    Heading,
    Notes,
    Paragraph,
    Part,
    Table,
    cleaned,
    language_in_use,
)
from coproduce.foundation.documents.letter import Letter
from coproduce.foundation.pages.presenters import uk_date, uk_when
from projects.roles.models import RoleVersion, duty_kinds, text_fields
from projects.roles.models.sealing import RoleText
from projects.roles.models.sentences import SENTENCES
from projects.roles.models.shapes import SHAPES

NOT_FOR_READING = ("ref", "id")  # what finds a row among our own
HIDDEN = ("hidden",)  # said where it belongs, as "To be agreed"
DUTIES = ("duties",)  # each is read as a sentence, not as what it is kept as


@dataclass(frozen=True)
class Yes:
    """One side agreed to a version."""

    name: str
    side: str
    when: dt.datetime


@dataclass(frozen=True)
class Standing:
    """How far a version is. A draft has neither a day nor a fingerprint."""

    offered_at: dt.datetime | None = None
    replaced: bool = False
    agreed: tuple[Yes, ...] = ()
    fingerprint: str = ""
    holds: bool = True


def described(text: RoleText, standing: Standing, *, issuer: str) -> Document:
    """Return the whole text of a role, with how far it is and who agreed to it."""
    is_draft = standing.offered_at is None
    words = _("%(role)s, draft of version %(number)s") if is_draft else _("%(role)s, version %(number)s")
    return Document(
        words % {"role": text.title, "number": text.number},
        issuer,
        (*how_far(standing), *parts_of(text), *_agreed(standing)),
        mark=_("Draft") if is_draft else "",
    )


def how_far(standing: Standing) -> tuple[Part, ...]:
    """Return what a reader has to know first: whether they can rely on the text."""
    if standing.offered_at is None:
        return (Paragraph(_("This is a draft. It can still change. Nobody is asked to agree to it yet.")),)
    said = [_("This version was offered on %(day)s.") % {"day": uk_date(standing.offered_at)}]
    if standing.replaced:
        said.append(_("A later version has taken its place."))
    if not standing.holds:
        said.append(_("This text is not the one that was agreed to. Please tell us at once."))
    return (Paragraph(" ".join(said)),)


def _agreed(standing: Standing) -> Iterator[Part]:
    if standing.agreed:
        yield Heading(_("Who agreed to this text"))
        rows = tuple((one.name, capfirst(one.side), uk_when(one.when)) for one in standing.agreed)
        yield Table((_("Who"), _("Side"), _("Agreed on")), rows)
    elif standing.offered_at:
        yield Paragraph(_("Nobody has agreed to this text yet."))
    if standing.fingerprint:
        yield Facts(((_("Fingerprint of this text"), standing.fingerprint),))


def parts_of(text: RoleText) -> tuple[Part, ...]:
    """Return everything a text says, in its order; what no section shows comes last, under its name."""
    shown = tuple(_sections(text))
    rest = tuple(_left_out(text, shown))
    return (*shown, Heading(_("Also part of this role")), Facts(rest)) if rest else shown


def _sections(text: RoleText) -> Iterator[Part]:
    for section in text.sections:
        yield Heading(section.heading)
        for block in section.blocks:
            if block.label:
                yield Heading(block.label, level=2)
            if words := " ".join(part for part in (block.bold, block.text) if part):
                yield Paragraph(words)
            if block.lines:
                yield Notes(tuple(block.lines))
        if section.rows:
            yield Facts(tuple((str(key), str(value)) for key, value in section.rows))
        for sentence in section.closing:
            yield Paragraph(str(sentence))


def _left_out(text: RoleText, shown: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    """Return (name, value) of what a text holds and no part shows: fields of a kind that came later.

    A page may leave out what it cannot draw; a file people keep must not.
    """
    said = "\n".join(_words(cleaned(shown)))
    for name, value in text.values.items():
        if _is_shown(name, HIDDEN):
            continue
        lines = [line for line in _lines(name, value) if " ".join(line.split()) not in said]
        if lines:
            yield _label(name), "\n".join(lines)


def _words(part: Any) -> Iterator[str]:
    """Return every text in parts of a document, with single spaces."""
    if isinstance(part, str):
        yield " ".join(part.split())
    elif isinstance(part, tuple):
        for one in part:
            yield from _words(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for one in fields(part):
            yield from _words(getattr(part, one.name))


def _lines(name: str, value: Any) -> Iterator[str]:
    """Return what a value says, line by line. What only a sentence says (a unit, a tick) is that one's."""
    if name in SHAPES and isinstance(value, list):
        typed = [cell.name for cell in SHAPES[name].cells if cell.kind == "line"]
        for row in value:
            yield from _lines("", [row[cell] for cell in typed if cell in row])
    elif _is_shown(name, DUTIES) and isinstance(value, list):
        yield from _lines("", [duty_kinds.words_of(entry) for entry in value])
    elif isinstance(value, dict):
        yield from _lines(name, [inner for key, inner in value.items() if key not in NOT_FOR_READING])
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _lines(name, inner)
    elif isinstance(value, str):
        yield from _lines_of_text(name, cleaned(value))
    elif value not in (None, False) and not _is_shown(name, SENTENCES):
        yield _("Yes") if value is True else str(value)


def _lines_of_text(name: str, value: str) -> Iterator[str]:
    if choice := _choice(name, value):
        value = choice
    elif not _is_text(name):
        value = _as_day(value)
    if _is_shown(name, SENTENCES) and not _is_text(name):
        return
    yield from (line for line in value.splitlines() if line.strip())


def _is_shown(name: str, kinds: Container[str]) -> bool:
    return any(one.name == name and one.shown in kinds for one in text_fields.FIELDS)


def _is_text(name: str) -> bool:
    """Whether people type what they like into a field; so may one that is no column of ours any more."""
    column = _column(name)
    return column is not None and isinstance(column, CharField | TextField) and not column.choices


def _column(name: str) -> Any:
    return next((one for one in RoleVersion._meta.concrete_fields if one.name == name), None)


def _choice(name: str, value: str) -> str:
    """Return the words of a choice, "" for what is not one."""
    column = _column(name)
    return str(dict(column.choices).get(value, "")) if column is not None and column.choices else ""


def _label(name: str) -> str:
    column = _column(name)
    return capfirst(str(column.verbose_name)) if column is not None else capfirst(name.replace("_", " "))


def _as_day(value: str) -> str:
    """Return a stored day as people write it, any other text as it is."""
    try:
        return uk_date(dt.date.fromisoformat(value)) if len(value) == len("2027-05-14") else value
    except ValueError:
        return value


def as_letter(
    document: Document, *, name: str, address: str, phone: str, day: dt.date, large: bool
) -> Letter:
    """Return a document as a letter to somebody; without a name to whoever reads it."""
    return Letter(
        issuer=document.issuer,
        phone=_("Phone: %(phone)s") % {"phone": phone},
        address="\n".join(line for line in (name, address) if line),
        date=uk_date(day),
        title=document.title,
        greeting=_("Hello %(name)s,") % {"name": name} if name else _("Hello,"),
        text=_("Here is the role description. Read it in your own time."),
        closing=_("If you would rather talk to someone, ring %(phone)s.") % {"phone": phone},
        large=large,
        language=language_in_use(),
        parts=document.parts,
    )
