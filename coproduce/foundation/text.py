"""Clean what people type, and keep every real name.

Used by the form fields and by models and imports, so that one text has one stored form.
"""

import re
import unicodedata
from functools import cache

MARKS_PER_CHARACTER = 5
"""More stacked marks than any living script needs; stops text that paints over the page."""

# Line ends as people, Word and hostile senders write them. A vertical tab in a name once made a mail crash.
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Bidi embeddings, overrides, isolates; zero-width space, byte order mark, word joiner, soft hyphen.
# Joiners (200C, 200D) and the plain direction marks stay: Persian, Indic scripts and family emoji need them.
_INVISIBLE = re.compile(
    "[\u202a-\u202e\u2066-\u206f\u200b\u2060-\u2064\u00ad\u180e\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[\U000e0000-\U000e007f]")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED = re.compile(f"({_MARK}{{{MARKS_PER_CHARACTER}}}){_MARK}+")
_BLANK = re.compile("[\\s\u200c-\u200f\u061c\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f\u034f]+")
_RUNS_OF_SPACE = re.compile(r"\s+")
_NOT_COUNTED = re.compile(f"{_MARK}|[\u200c-\u200f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


def clean_text(text: str) -> str:
    """Return many-line text as stored: NFC, one kind of line end, no control or direction characters.

    Text that only looks empty (zero-width or blank characters) becomes the empty string.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub("", text)
    text = _TAGS.sub(lambda found: found[1] or "", text)
    text = _STACKED.sub(r"\1", unicodedata.normalize("NFC", _INVISIBLE.sub("", text)))
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    return "" if _BLANK.fullmatch(text) else text


def clean_line(text: str) -> str:
    """Return one-line text as stored: as `clean_text`, every line end and run of spaces one space."""
    return _RUNS_OF_SPACE.sub(" ", clean_text(_LINE_ENDS.sub(" ", text)))


def clean_search(text: str, longest: int = 100) -> str:
    """Return words typed into a search of an address: one clean line that every database can be asked for."""
    return clean_line(text[: 2 * longest])[:longest]


def can_be_stored(text: str) -> bool:
    """Say whether the text is free of NUL bytes and lone surrogates, which PostgreSQL cannot keep."""
    return "\x00" not in text and not re.search("[\ud800-\udfff]", text)


def length_as_seen(text: str) -> int:
    """Count characters roughly as people see them: a family emoji or an accented letter is one."""
    joined = re.sub("\u200d.", "", text)
    return len(_NOT_COUNTED.sub("", joined))


_APOSTROPHES = "['’‘ʼ`´]"
_DASHES = "[-‐‑–]"
_NOT_DECOMPOSED = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t"}


def _plain(letter: str) -> str:
    """Return a letter without its accent, small."""
    small = unicodedata.normalize("NFD", letter.lower())[:1]
    return _NOT_DECOMPOSED.get(small, small)


@cache
def _spellings() -> dict[str, str]:
    """Return, for each of a to z, every Latin letter that is written on top of it, small and capital."""
    found: dict[str, str] = {}
    for point in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)):
        if chr(point).isalpha() and "a" <= (plain := _plain(chr(point))) <= "z":
            found[plain] = found.get(plain, "") + chr(point)
    return found


def search_pattern(word: str) -> str:
    """Return a regular expression that finds a word as people may have spelt it, in both databases.

    Capitals, accents and apostrophes make no difference: "Obrien" finds "O’Brien", "zoe" finds "Zoë". It is
    for `__regex`: the databases disagree about capitals beyond a to z, so none of it is left to them.
    """
    return f"{_APOSTROPHES}?".join(_one_of(letter) for letter in word if letter not in "'’‘ʼ`´")


def _one_of(letter: str) -> str:
    if letter in "-‐‑–":
        return _DASHES
    if spellings := _spellings().get(_plain(letter)):
        return f"[{spellings}]"
    both = {letter, letter.lower(), letter.upper()}
    return f"({'|'.join(sorted(re.escape(one) for one in both))})" if len(both) > 1 else re.escape(letter)
