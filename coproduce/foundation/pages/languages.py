"""Which languages people are offered: English, and each one whose catalogue is complete.

Half a catalogue makes pages that a screen reader reads in the wrong voice. So a language that lacks one
translation is not offered at all, and whoever chose it before gets English, marked as English.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise

Language = tuple[str, "str | Promise"]

ENTRY = re.compile(r"\n\s*\n")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
SAID = re.compile(r"^msgstr(?:\[\d+\])?\s", re.MULTILINE)


def complete(known: Sequence[Language], folders: Sequence[Path]) -> list[Language]:
    """Return the first language, which the source is written in, and those with a complete catalogue."""
    source, *others = known
    return [source, *(one for one in others if any(_is_complete(folder, one[0]) for folder in folders))]


def _is_complete(folder: Path, code: str) -> bool:
    """Say whether a catalogue is there, compiled, and leaves nothing untranslated or only guessed."""
    written = folder / code / "LC_MESSAGES" / "django.po"
    if not written.exists() or not written.with_suffix(".mo").exists():
        return False
    entries = list(_entries(written.read_text(encoding="utf-8")))
    return bool(entries) and all(map(_is_translated, entries))


def _entries(catalogue: str) -> Iterator[str]:
    """Yield the entries of a catalogue but for its header and what is no longer used."""
    for entry in ENTRY.split(catalogue):
        if re.search(r"^msgid\s", entry, re.MULTILINE) and _words(entry.split("msgstr")[0]):
            yield entry


def _is_translated(entry: str) -> bool:
    guessed = re.search(r"^#,.*\bfuzzy\b", entry, re.MULTILINE)
    translations = SAID.split(entry)[1:]
    return not guessed and bool(translations) and all(_words(one) for one in translations)


def _words(lines: str) -> str:
    """Return the quoted text of an entry's lines; comments name no text."""
    return "".join(QUOTED.findall("\n".join(line for line in lines.splitlines() if line[:1] != "#")))


def offered() -> list[Language]:
    """Return the languages people may choose from, as choices of a field."""
    return list(settings.LANGUAGES)


def is_a_choice() -> bool:
    """Say whether there is more than one language: a question with one answer is not asked."""
    return len(settings.LANGUAGES) > 1


def spoken(code: str | None) -> str:
    """Return a language as words can be given in it: the one of the source for one that is not offered."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def name_of(code: str) -> str:
    """Return what the language is called in which somebody gets our words."""
    return str(dict(settings.LANGUAGES)[spoken(code)])
