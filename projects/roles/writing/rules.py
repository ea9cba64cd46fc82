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
    sentences = [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if _words(part)]
    long_sentences = [part for part in sentences if len(_words(part)) > MOST_WORDS]
    long_words = [word for word in _words(text) if len(word) >= LONG_LETTERS]
    return Readability(
        sentences=len(sentences),
        longest_words=max((len(_words(part)) for part in sentences), default=0),
        long_sentences=tuple(long_sentences[:MOST_EXAMPLES]),
        long_words=tuple(dict.fromkeys(word.lower() for word in long_words))[:MOST_EXAMPLES],
    )


def _words(text: str) -> list[str]:
    without_addresses = re.sub(r"\S+@\S+|https?://\S+", " ", text)
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", without_addresses)
