"""Letters for window envelopes (DL, C5) as one tagged PDF (PDF/UA-1)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from coproduce.foundation.documents.description import Part, cleaned
from coproduce.foundation.documents.pdf import typeset


@dataclass(frozen=True)
class Letter:
    """One letter. `text` has paragraphs with an empty line between them; `slip` is cut off and sent back.

    `parts` follow the text, with headings and lists of their own, below the letter's title.
    """

    issuer: str
    phone: str
    address: str
    date: str
    title: str
    greeting: str
    text: str
    closing: str
    slip: tuple[str, ...] = ()
    large: bool = False  # 16 point and more
    language: str = "en-gb"
    parts: tuple[Part, ...] = ()


def to_pdf(letters: Sequence[Letter], *, title: str) -> bytes:
    """Return letters as one PDF, each beginning on a page of its own. Raises ValueError without any."""
    if not letters:
        raise ValueError("there is no letter to print")
    data = {"title": title, "letters": [asdict(cleaned(letter)) for letter in letters]}
    return typeset("letter.typ", json.dumps(data, ensure_ascii=False))
