"""Which field a heading stands for: by its words, or by what it speaks of. Pure."""

import re
from collections.abc import Iterable
from functools import cache

from django.db.models import CharField, Field, TextField

from projects.roles.data.headings import HEADINGS, TITLES
from projects.roles.data.signs import HEADING_SIGNS
from projects.roles.models import RoleVersion, text_fields

MOST_WORDS = 12
FEW_WORDS = 8
"""A heading of more words is no form of one that we know; only a sign can tell what it speaks of."""
NUMBER = re.compile(r"(?:(?:part|section|step)\s+\w+[:.)\s]\s*|\d+(?:\.\d+)*(?:[.)]\s*|\s+)|[a-z][.)]\s+)")
PRONOUNS = {"i": "you", "me": "you", "my": "your"}
OPEN = re.compile(
    r"(?:t\.?b\.?[acd]\.?|(?:still )?to be (?:confirmed|agreed|decided|determined|arranged|announced|advised)"
    r"|not (?:yet )?(?:known|specified|decided|confirmed|agreed|set)|unknown"
    r"|\[[^\]]*\]|<[^>]*>|x{2,}|[?_.…-]+)\.?",
    re.IGNORECASE,
)


def match(heading: str, *, above: str = "", signs: bool = True) -> tuple[str, bool]:
    """Return the field a heading stands for, "" for none, and whether it says no more than that."""
    known = _known()
    words = normal(heading)
    if above and (found := known.get(f"{normal(above)} {words}")):
        return found, True
    if found := known.get(words):
        return found, True
    if len(words.split()) <= FEW_WORDS and (held := [one for one in known if _holds(words, one)]):
        return known[max(held, key=len)], False
    return (_by_sign(words) if signs else ""), False


def is_title(label: str) -> bool:
    """Whether the title of the role stands after these words."""
    return normal(label) in TITLES


def is_open(text: str) -> bool:
    """Whether a text says no more than that it is not known yet: nothing, "TBC", "[insert date]"."""
    return not text.strip() or OPEN.fullmatch(text.strip()) is not None


def normal(heading: str) -> str:
    """Return a heading as it is compared: small letters, no numbers before it, no signs, one pronoun."""
    words = NUMBER.sub("", heading.strip().lower(), count=1).replace("’", "'").replace("&", " and ")
    plain = re.sub(r"[^\w']+", " ", words).split()
    return " ".join(PRONOUNS.get(word, word) for word in plain)


def _by_sign(words: str) -> str:
    """Return the field of the first sign in a heading. A line of many words is a sentence, and has none."""
    if len(words.split()) > MOST_WORDS:
        return ""
    return next((name for sign, name in HEADING_SIGNS if re.search(sign, words)), "")


def _holds(words: str, phrase: str) -> bool:
    """Whether a heading speaks of a phrase: several words anywhere in it, one long word at its start."""
    if " " in phrase:
        return f" {phrase} " in f" {words} "
    return len(phrase) >= FEW_WORDS and f"{words} ".startswith(f"{phrase} ")


@cache
def _known() -> dict[str, str]:
    """Return the field of each heading we know: the labels, and the words of the field."""
    labels = {normal(str(column.verbose_name)): name for name, column in places().items()}
    said = {normal(phrase): name for name, phrases in HEADINGS.items() for phrase in phrases}
    return said | labels


@cache
def places() -> dict[str, "Field[str, str]"]:
    """Return the fields of a role that hold words, by name: what a piece can be moved to."""
    columns = [RoleVersion._meta.get_field(one.name) for one in text_fields.FIELDS]
    return {one.name: one for one in columns if isinstance(one, CharField | TextField) and not one.choices}


def words_in(name: str, heading: str, text: str) -> str:
    """Return what a field takes over from a piece: its heading too, where the field does not say it."""
    first = text.split("\n", 1)[0]
    if not heading or match(heading) == (name, True) or normal(first) == normal(heading):
        return text
    return f"{heading}\n{text}" if text else heading


def joined(name: str, texts: Iterable[str]) -> str:
    """Return texts as a field keeps them: one below the other, or in one line where it has only one."""
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    return ("; " if isinstance(places()[name], CharField) else "\n").join(lines)


def too_long(name: str, text: str) -> int | None:
    """Return how many characters a field takes, where a text has more; else None."""
    longest = places()[name].max_length
    return longest if longest and len(text) > longest else None
