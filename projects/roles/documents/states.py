from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from contributors.people.states import Format as Wanted
from coproduce.foundation.documents import letter
from coproduce.foundation.documents.downloads import PDF, TEXT, WORD, Format
from coproduce.foundation.documents.letter import Letter
from coproduce.foundation.documents.word import letter_to_word


class Kind(TextChoices):
    """The ways in which somebody can have a role description. The value stands in the address."""

    PAGE = "page", _("A page to print")
    PDF = "pdf", _("PDF")
    WORD = "word", _("Word")
    LARGE_PDF = "large-pdf", _("Large print, PDF")
    LARGE_WORD = "large-word", _("Large print, Word")
    TEXT = "text", _("Plain text")
    LETTER = "letter", _("A letter, PDF")
    LARGE_LETTER = "large-letter", _("A letter in large print, PDF")
    WORD_LETTER = "word-letter", _("A letter, Word")
    LARGE_WORD_LETTER = "large-word-letter", _("A letter in large print, Word")


FILES: dict[str, Format] = {
    Kind.PDF: PDF,
    Kind.WORD: WORD,
    Kind.LARGE_PDF: PDF.in_large_print(),
    Kind.LARGE_WORD: WORD.in_large_print(),
    Kind.TEXT: TEXT,
}


@dataclass(frozen=True)
class LetterFormat:
    """One kind of file for a letter. large: in large print."""

    form: Format
    make: Callable[[Letter], bytes]
    large: bool = False


def _pdf(made: Letter) -> bytes:
    return letter.to_pdf([made], title=made.title)


LETTERS: dict[str, LetterFormat] = {
    Kind.LETTER: LetterFormat(PDF, _pdf),
    Kind.LARGE_LETTER: LetterFormat(PDF, _pdf, large=True),
    Kind.WORD_LETTER: LetterFormat(WORD, letter_to_word),
    Kind.LARGE_WORD_LETTER: LetterFormat(WORD, letter_to_word, large=True),
}

LARGE = (Kind.LARGE_PDF, Kind.LARGE_WORD, Kind.LARGE_LETTER, Kind.LARGE_WORD_LETTER)
FIRST: dict[str, tuple[Kind, ...]] = {
    Wanted.LARGE: LARGE,
    Wanted.EASY_READ: LARGE,
    Wanted.PLAIN: (Kind.TEXT,),
    Wanted.AUDIO: (Kind.TEXT,),
    Wanted.BRAILLE: (Kind.TEXT,),
}
"""What stands first for somebody, by the format they asked for: that format, or the nearest we can make."""
MADE_BY_HAND = (Wanted.EASY_READ, Wanted.AUDIO, Wanted.BRAILLE)
"""Formats that no program makes: people are told what is there meanwhile, and whom to ask."""
