"""The text of a role as it was offered: sealed once, read for ever.

When a version is offered, everything people agree to is written down as one JSON document and kept as
it is. The document says itself what it holds: each section with its heading, its fields with their
labels and values, and the sentences that end it. So no later change of the table of fields, of a column
or of a label changes what was agreed.

Canonical form: JSON (RFC 8259) in UTF-8, keys sorted, no spaces, other characters than ASCII as they
are, days as ISO 8601. The fingerprint is the SHA-256 of exactly these bytes, in 64 hexadecimal digits.
Headings and labels are kept in English and translated when they are shown.

Schema 1: {"schema": 1, "title", "number", "sections": [{"heading", "fields": [{"name", "label", "shown",
"value"}], "closing": [sentences]}]}. Schema 2 gives every field its label, and `titled` where the page
shows it as a heading; a choice has its `words` beside its value, a part that repeats is a list of rows, a
number with a part after the point is text ("1.5"), and the value of "to_agree" names the fields that
people read as "to be agreed". Whoever changes this shape, or what a value means, raises SCHEMA and leaves
the reader of the old one in READERS.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.utils import translation
from django.utils.translation import gettext

from coproduce.foundation.pages.presenters import uk_date
from projects.roles.models import duty_kinds, row_sentences, sentences, shapes, text_fields
from projects.roles.models.text_fields import CLOSING, Section, TextField

if TYPE_CHECKING:
    from django.db import models

    from projects.roles.models.descriptions import RoleVersion
    from projects.roles.models.wording import RoleWords

SCHEMA = 2
NO_WORDS: tuple[Any, ...] = (None, "", [])


class Unreadable(ValueError):
    """What is stored is not a sealed text of a schema we know."""


@dataclass(frozen=True)
class Block:
    """A piece of a section: a sentence with words in bold, or the lines of a list, under its label."""

    label: str = ""
    bold: str = ""
    text: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ShownSection:
    """A section of the page: a heading, blocks, rows of (what, what it is), closing sentences."""

    heading: str
    blocks: list[Block]
    rows: list[tuple[str, str]]
    closing: list[str]


@dataclass(frozen=True)
class RoleText:
    """A whole text, ready to be shown on a page or in a letter. `values` are plain, by today's names."""

    title: str
    number: int
    sections: list[ShownSection] = field(default_factory=list)
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def time_words(self) -> str:
        """How much time: "2 to 3 half days a month", or else what the parts of the work take."""
        parts = self.values.get("commitments") or ()
        return sentences.time_words(self.values) or "; ".join(
            shapes.said("commitments", row) for row in parts
        )

    @property
    def places_words(self) -> str:
        """How many people are looked for, in a sentence; "" when nothing is said."""
        return sentences.SENTENCES["places"](self.values)[1]

    @property
    def prep_words(self) -> str:
        """Whether reading is part of the time."""
        return sentences.prep_words(self.values)

    @property
    def payment_words(self) -> str:
        """What is paid: "£75.00 for each meeting"."""
        return sentences.payment_words(self.values)

    def day(self, name: str) -> dt.date | None:
        """Return a field that holds a day."""
        value = self.values.get(name)
        return dt.date.fromisoformat(value) if value else None


def document(version: "RoleVersion") -> dict[str, Any]:
    """Return everything a version says now, as plain values in the shape of SCHEMA."""
    with translation.override(None):
        sections = [_section(version, section) for section in Section]
    return {
        "schema": SCHEMA,
        "title": version.role.title,
        "number": version.number,
        "sections": sections,
    }


def _section(version: "RoleVersion", section: Section) -> dict[str, Any]:
    found = [one for one in text_fields.FIELDS if one.section == section]
    return {
        "heading": str(section.label),
        "fields": [_entry(version, one) for one in sorted(found, key=lambda one: one.down)],
        "closing": [str(sentence) for sentence in CLOSING.get(section, [])],
    }


def _entry(version: "RoleVersion", one: TextField) -> dict[str, Any]:
    column = cast("models.Field[Any, Any]", version._meta.get_field(one.name))
    value = plain(version, one)
    entry = {"name": one.name, "label": str(column.verbose_name), "shown": one.shown, "value": value}
    if one.titled:
        entry["titled"] = True
    if column.choices and value:
        entry["words"] = str(dict(column.flatchoices)[value])
    return entry


def plain(version: "RoleWords", one: TextField) -> Any:
    """Return what a column of a version holds, as JSON can keep it."""
    value = getattr(version, one.name, None)
    if one.shown == "person":
        return {"ref": value.ref, "name": value.name} if value else None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat("minutes") if isinstance(value, dt.time) else value.isoformat()
    if isinstance(value, Decimal):
        found = row_sentences.number(value)
        return found if isinstance(found, int) else f"{found:f}"
    if isinstance(value, list):
        return [_row_as_kept(row) if isinstance(row, dict) else row for row in value]
    return str(value) if isinstance(value, str) else value


def _row_as_kept(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of a part that repeats without its key and what is empty in it."""
    return {name: value for name, value in row.items() if name != "id" and value not in NO_WORDS}


def values_of(version: "RoleWords") -> dict[str, Any]:
    """Return what a version says now, as plain values by the name of the field."""
    return {one.name: plain(version, one) for one in text_fields.FIELDS}


def seal(version: "RoleVersion") -> str:
    """Return the canonical JSON of what a version says now."""
    return json.dumps(document(version), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(sealed: str) -> str:
    """Return the SHA-256 of a sealed text, 64 hexadecimal digits."""
    return hashlib.sha256(sealed.encode()).hexdigest()


def read(sealed: str) -> RoleText:
    """Return a sealed text, ready to be shown. Raises Unreadable."""
    stored = _parsed(sealed)
    try:
        return READERS[stored["schema"]](stored)
    except (KeyError, TypeError, ValueError, AttributeError) as unknown:
        raise Unreadable("not a sealed text of a schema we know") from unknown


def _parsed(sealed: str) -> dict[str, Any]:
    try:
        stored = json.loads(sealed)
    except ValueError as broken:
        raise Unreadable("not JSON") from broken
    if not isinstance(stored, dict):
        raise Unreadable("not a document")
    return stored


def changed_sections(before: RoleText, after: RoleText) -> list[str]:
    """Return the headings of the sections that say something else than before, are new, or have gone."""
    then, now = ({one.heading: one for one in text.sections} for text in (before, after))
    return [heading for heading in now | then if now.get(heading) != then.get(heading)]


def is_what_stands_in(version: "RoleVersion") -> bool:
    """Whether the sealed text can be read and the columns of its version still say the same.

    Only fields that both have are compared: one that came later, or has gone, changes no agreement.
    A text of an earlier schema speaks for itself.
    """
    try:
        text = read(version.sealed)
    except Unreadable:
        return False
    if _parsed(version.sealed)["schema"] != SCHEMA:
        return True
    if (text.title, text.number) != (version.role.title, version.number):
        return False
    both = [one for one in text_fields.FIELDS if one.name in text.values]
    return all(_same(text.values[one.name], plain(version, one)) for one in both)


def _same(sealed: Any, now: Any) -> bool:
    """Whether two values are the same; people are, under whatever name."""
    if isinstance(sealed, dict) and isinstance(now, dict):
        return sealed.get("ref") == now.get("ref")
    return sealed == now


def _read_1(stored: dict[str, Any]) -> RoleText:
    for one in _fields(stored):
        one["titled"] = bool(one.get("label")) and one["shown"] in ("text", "list")
    return _read_2(stored)


def _read_2(stored: dict[str, Any]) -> RoleText:
    values = {text_fields.name_now(one["name"]): one["value"] for one in _fields(stored)}
    sections = [_shown(section, values) for section in stored["sections"]]
    kept = [one for one in sections if one.blocks or one.rows or one.closing]
    return RoleText(stored["title"], stored["number"], kept, values)


def _fields(stored: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for section in stored["sections"] for one in section["fields"]]


def _shown(section: dict[str, Any], values: Mapping[str, Any]) -> ShownSection:
    fields = section["fields"]
    rows = [(_said(one["label"]), said) for one in fields if (said := _row(one))]
    still_open = [one for one in fields if sentences.is_open(values, text_fields.name_now(one["name"]))]
    return ShownSection(
        heading=_said(section["heading"]),
        blocks=list(_blocks(fields, values)),
        rows=rows + [(_said(one["label"]), gettext("To be agreed")) for one in still_open],
        closing=[_said(sentence) for sentence in section.get("closing", [])],
    )


def _blocks(fields: list[dict[str, Any]], values: Mapping[str, Any]) -> Iterator[Block]:
    told = set()
    for one in fields:
        shown, value = one["shown"], one["value"]
        label = _said(one["label"]) if one.get("titled") else ""
        if shown in sentences.SENTENCES and shown not in told:
            told.add(shown)
            bold, text = sentences.SENTENCES[shown](values)
            if bold or text:
                yield Block(bold=bold, text=text)
        elif shown == "rows" and value:
            yield Block(label=label, lines=[shapes.said(one["name"], row) for row in value])
        elif shown == "list" and (lines := [line.strip() for line in value.splitlines() if line.strip()]):
            yield Block(label=label, lines=lines)
        elif shown == "duties" and value:
            yield Block(label=label, lines=[duty_kinds.words_of(entry) for entry in value])
        elif shown == "text" and value:
            yield Block(label=label, text=value)


def _row(one: dict[str, Any]) -> str:
    """Return what stands beside the label of a field that is shown as a row."""
    shown, value = one["shown"], one["value"]
    if not value or shown not in ("row", "choice", "day", "person"):
        return ""
    if shown == "person":
        return str(value["name"])
    if shown == "day":
        return uk_date(dt.date.fromisoformat(value))
    return _said(one["words"]) if shown == "choice" else str(value)


def _said(words: str) -> str:
    """Return a sealed heading or label in the language of the reader."""
    return gettext(words) if words else ""


READERS: dict[int, Callable[[dict[str, Any]], RoleText]] = {1: _read_1, 2: _read_2}
