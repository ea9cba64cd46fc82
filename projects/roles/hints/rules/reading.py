"""How hard a text is to read: reading age, long sentences, words nobody explained.

The aim is a reading age of 9 to 11 and sentences of up to 20 words [NHSSM-2026]. The grade is that of
Flesch and Kincaid; a British reading age is about five years more. A score helps to look at the right place
first; it does not prove that a text can be used.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from projects.roles.hints.rules.hint import Hint
from projects.roles.writing.rules import MOST_WORDS, look_at, sentences_of, words_of

OLDEST = 11
"""The reading age to aim for, at most."""
FEWEST_WORDS = 30
"""Below that the grade of a text says nothing."""
YEARS_ABOVE_GRADE = 5
EVERYBODY_KNOWS = frozenset(
    {"NHS", "UK", "GP", "TV", "PDF", "BBC", "OK", "AM", "PM", "DVD", "ID", "EU", "USA"}
)
SHORT = re.compile(r"(?<![\w.@/-])(?=[\w&-]*[A-Z][\w&-]*[A-Z])[A-Z][A-Za-z&-]*[A-Z](?:s|-\d+)?(?![\w@/-])")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
ROMAN = re.compile(r"[IVX]+")


def reading_age(text: str) -> int | None:
    """Return the reading age of an English text in years; None when it is too short to tell."""
    words = words_of(text)
    if len(words) < FEWEST_WORDS:
        return None
    syllables = sum(syllables_of(word) for word in words)
    count = max(1, len(sentences_of(text)))
    grade = 0.39 * len(words) / count + 11.8 * syllables / len(words) - 15.59
    return max(5, round(grade + YEARS_ABOVE_GRADE))


def syllables_of(word: str) -> int:
    """Return about how many syllables an English word has."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", letters))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouyscxzhg]es$", letters) is not None
    return max(1, groups - silent)


def of_reading(name: str, text: str) -> Iterator[Hint]:
    """Yield what may be hard to read in one answer."""
    age = reading_age(text)
    if age is not None and age > OLDEST:
        yield Hint(
            name,
            "age",
            _("The reading age is about %(age)s.") % {"age": age},
            _("Aim for 9 to 11: shorter sentences, everyday words."),
        )
    for sentence in look_at(text).long_sentences:
        seen = _("More than %(most)s words: “%(sentence)s”")
        yield Hint(
            name,
            "long",
            seen % {"most": MOST_WORDS, "sentence": _cut(sentence)},
            _("Make two sentences of it."),
        )


def _cut(sentence: str) -> str:
    words = sentence.split()
    return sentence if len(words) <= 12 else " ".join(words[:12]) + " …"


def of_short_words(name: str, text: str, everything: str, explained: frozenset[str]) -> Iterator[Hint]:
    """Yield the abbreviations in one answer that nothing explains: no text of the role, no glossary."""
    plain = POSTCODE.sub(" ", ADDRESS.sub(" ", text))
    shouted = [line for line in plain.splitlines() if line.isupper() and len(line.split()) > 3]
    for line in shouted:
        plain = plain.replace(line, " ")
        seen = _("All in capital letters: “%(line)s”") % {"line": _cut(line)}
        yield Hint(name, "capitals", seen, _("Write it in small letters: the shape of words helps to read."))
    found = dict.fromkeys(match.group() for match in SHORT.finditer(plain))
    for word in found:
        if needs_explaining(word, everything, explained):
            yield Hint(
                name,
                "short",
                _("“%(word)s” is not explained.") % {"word": word},
                _("Write it out, or explain it once: the long form, then the short one in brackets."),
            )


def needs_explaining(word: str, everything: str, explained: frozenset[str]) -> bool:
    """Say whether people may not know a word in capital letters."""
    one = word.removesuffix("s") if word[-2:-1].isupper() else word
    if one.upper() in EVERYBODY_KNOWS or ROMAN.fullmatch(one) or sum(map(str.islower, one)) > 1:
        return False
    if {one.lower(), word.lower()} & explained:
        return False
    brackets = rf"\w[\w-]*\s+\(\s*{re.escape(one)}s?\s*\)|(?<!\w){re.escape(one)}s?\s*\(\s*\w+[\s-]+\w"
    return re.search(brackets, everything) is None
