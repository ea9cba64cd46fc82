"""Who of our side the text of a role names, and where. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]
CONTACT, BACKUP = "contact", "backup"


@dataclass(frozen=True)
class Named:
    """Somebody of our side: the words that name them, and the key by which a text knows them."""

    pk: int
    ref: str
    name: str


@dataclass(frozen=True)
class AskNow:
    """Somebody whom a text names and who is there instead; "" for nobody yet, and whether that was told."""

    was: Named
    now: str
    now_pk: int = 0
    is_told: bool = False

    @property
    def is_back(self) -> bool:
        """Whether it is themself again."""
        return self.was.pk == self.now_pk


def places(values: Values, who: Named) -> set[str]:
    """Return the fields in which a text names somebody: by key where they were chosen, else by their name."""
    found = set()
    for field, value in values.items():
        if field in (CONTACT, BACKUP):
            if isinstance(value, Mapping) and value.get("ref") == who.ref:
                found.add(field)
        elif any(names(words, who.name) for words in _words(value)):
            found.add(field)
    return found


def names(words: str, name: str) -> bool:
    """Say whether words hold a whole name, whatever its capital letters and spaces."""
    parts = name.split()
    if not parts:
        return False
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(part) for part in parts) + r"(?!\w)"
    return re.search(pattern, words, re.IGNORECASE) is not None


def _words(value: Any) -> Iterator[str]:
    """Return every piece of text in a value: rows and duties hold theirs one or two levels down."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(one)
