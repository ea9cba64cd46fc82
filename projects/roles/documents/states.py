from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from contributors.people.states import Format as Wanted
from coproduce.foundation.documents.downloads import PDF, TEXT, WORD, Format


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


FILES: dict[str, Format] = {
    Kind.PDF: PDF,
    Kind.WORD: WORD,
    Kind.LARGE_PDF: PDF.in_large_print(),
    Kind.LARGE_WORD: WORD.in_large_print(),
    Kind.TEXT: TEXT,
}
LETTERS = (Kind.LETTER, Kind.LARGE_LETTER)

FIRST: dict[str, tuple[Kind, ...]] = {
    Wanted.LARGE: (Kind.LARGE_PDF, Kind.LARGE_WORD, Kind.LARGE_LETTER),
    Wanted.EASY_READ: (Kind.LARGE_PDF, Kind.LARGE_WORD, Kind.LARGE_LETTER),
    Wanted.PLAIN: (Kind.TEXT,),
    Wanted.AUDIO: (Kind.TEXT,),
    Wanted.BRAILLE: (Kind.TEXT,),
}
"""What stands first for somebody, by the format they asked for: that format, or the nearest we can make."""
MADE_BY_HAND = (Wanted.EASY_READ, Wanted.AUDIO, Wanted.BRAILLE)
"""Formats that no program makes: people are told what is there meanwhile, and whom to ask."""
