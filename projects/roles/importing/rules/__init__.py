"""From the lines of a document to pieces, each for a field of the role or for none."""

from projects.roles.importing.rules.cutting import LONGEST_TITLE, Found, pieces_of
from projects.roles.importing.rules.headings import is_open, joined, match, places, too_long, words_in
from projects.roles.importing.rules.sentences import Piece

__all__ = [
    "LONGEST_TITLE",
    "Found",
    "Piece",
    "is_open",
    "joined",
    "match",
    "pieces_of",
    "places",
    "too_long",
    "words_in",
]
