"""A sealed text taken apart into its entries, whatever its age: what is compared is what was sealed."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import uk_date
from projects.roles.models import duty_kinds, sentences, shapes, text_fields

DAY = re.compile(r"\d{4}-\d\d-\d\d")
WORDS = ("text", "list", "row")
"""The kinds of field that hold words somebody typed, and that can be compared word by word."""


@dataclass(frozen=True)
class Entry:
    """One field as it was sealed. `heading` is that of its section, `label` its own, where it was sealed.

    `words` are those of a choice; `is_open`: people read "to be agreed".
    """

    name: str
    heading: str
    label: str
    shown: str
    value: Any
    words: str = ""
    is_open: bool = False

    @property
    def title(self) -> str:
        """What the field is called on the page."""
        return _(self.label or self.heading) if self.label or self.heading else ""

    @property
    def is_words(self) -> bool:
        """Whether it holds words that somebody typed."""
        return self.shown in WORDS and isinstance(self.value or "", str)

    @property
    def said(self) -> str:
        """Its value as people read it; empty where nothing was said."""
        if self.is_open:
            return _("To be agreed")
        if self.shown == "hidden":
            return ""
        if self.shown == "rows":
            return "\n".join(self._rows())
        if self.shown == "duties":
            return "\n".join(duty_kinds.words_of(entry) for entry in self.value or ())
        if self.words:
            return _(self.words)
        return "\n".join(lines(self.value or "")) if self.is_words else say(self.value)

    def _rows(self) -> Iterator[str]:
        """Yield the rows of a part that repeats as people read them, also of one that has gone since."""
        shape = shapes.SHAPES.get(self.name)
        for row in self.value or ():
            yield shape.said(row) if shape else say(row)


def entries(sealed: str) -> dict[str, Entry]:
    """Return the entries of a sealed text by today's names, in its order, and the words that end a section.

    Raises ValueError, KeyError or TypeError for what is not a sealed text: callers have read it before.
    """
    found, sections = {}, json.loads(sealed)["sections"]
    fields = [(section, one) for section in sections for one in section["fields"]]
    values = {text_fields.name_now(one["name"]): one["value"] for _section, one in fields}
    for section in sections:
        for one in section["fields"]:
            name = text_fields.name_now(one["name"])
            found[name] = Entry(
                *(name, section["heading"], one.get("label", ""), one["shown"], one["value"]),
                words=one.get("words", ""),
                is_open=sentences.is_open(values, name),
            )
        if closing := section.get("closing"):
            name = f"closing of {section['heading']}"
            found[name] = Entry(name, section["heading"], "", "text", "\n".join(closing))
    return found


def lines(text: str) -> list[str]:
    """Return the lines that say something, each without the spaces that nobody sees."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def same(before: str, after: str) -> bool:
    """Say whether two sealed texts say the same: all but the number, and spaces that nobody sees.

    Line breaks count, as they part the items of a list; capital letters count, as people read them. A field
    that only one of them has counts when it says something. The key of a duty in own words is read by nobody.
    """
    one, other = (json.loads(sealed)["title"] for sealed in (before, after))
    return one == other and _content(before) == _content(after)


def _content(sealed: str) -> dict[str, Any]:
    found = {
        name: entry.said if entry.shown == "duties" else _plain(entry.value)
        for name, entry in entries(sealed).items()
    }
    return {name: value for name, value in found.items() if value not in (None, "", False, [], {})}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(lines(value))
    if isinstance(value, dict):
        if "ref" in value:
            return value["ref"]
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def say(value: Any) -> str:
    """Return any sealed value as people read it: yes or no, a day, a name, each item on a line."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return str(value["name"]) if "name" in value else ", ".join(_parts(value.values()))
    if isinstance(value, list):
        return "\n".join(_parts(value))
    return "" if value is None else _day_or_words(str(value))


def _parts(values: Any) -> Iterator[str]:
    return (said for one in values if (said := say(one)))


def _day_or_words(value: str) -> str:
    try:
        return uk_date(dt.date.fromisoformat(value)) if DAY.fullmatch(value) else value
    except ValueError:
        return value
