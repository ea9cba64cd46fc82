"""Hints for plain words. They help people write; they never stop anybody from saving.

The values are those of the NHS content standard (sentences up to 20 words, short words); a score
does not prove that a text can be used, so there is none [NHSSM-2026].
"""

import re
from dataclasses import dataclass

MOST_WORDS = 20
LONG_LETTERS = 13
MOST_EXAMPLES = 5


@dataclass(frozen=True)
class Readability:
    """What may be hard to read in one text."""

    sentences: int
    longest_words: int
    long_sentences: tuple[str, ...]
    long_words: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        return not self.long_sentences and not self.long_words


def look_at(text: str) -> Readability:
    """Return the long sentences and long words of a text, at most five of each, in the order they come.

    A line break ends a sentence, because lists hold one item on each line.
    """
    sentences = sentences_of(text)
    long_sentences = [part for part in sentences if len(words_of(part)) > MOST_WORDS]
    long_words = [word for word in words_of(text) if len(word) >= LONG_LETTERS]
    return Readability(
        sentences=len(sentences),
        longest_words=max((len(words_of(part)) for part in sentences), default=0),
        long_sentences=tuple(long_sentences[:MOST_EXAMPLES]),
        long_words=tuple(dict.fromkeys(word.lower() for word in long_words))[:MOST_EXAMPLES],
    )


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text; a line break ends one."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if words_of(part)]


def words_of(text: str) -> list[str]:
    """Return the words of a text, without addresses of mail and web."""
    without_addresses = re.sub(r"\S+@\S+|https?://\S+", " ", text)
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", without_addresses)
