"""How a page says what was done. The table keeps a short verb in English; people read these words."""

from collections.abc import Mapping
from typing import Any

_words: dict[str, Any] = {}


def register(words: Mapping[str, Any]) -> None:
    """Make an app's words known: verb to (lazy) text. Raises ValueError for a verb with two meanings."""
    for verb, text in words.items():
        if str(_words.setdefault(verb, text)) != str(text):
            raise ValueError(f"“{verb}” means two things in the history")


def display(verb: str) -> str:
    """Return the words for a verb in the reader's language; the verb itself when no app gave any."""
    return str(_words.get(verb, verb))
