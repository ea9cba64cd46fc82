"""A document as a tagged PDF (PDF/UA-1): title, language, headings and table headers are real.

Typst is given the description as data, so nothing in it can be markup, read a file or ask another host.
"""

import json
from dataclasses import asdict
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from coproduce.foundation.documents.description import Document, cleaned

HERE = Path(__file__).parent
NO_GLYPH = "could not be displayed"


def to_pdf(document: Document) -> bytes:
    """Return the PDF. Equal documents are equal bytes.

    A letter that no font on this machine has is printed as a box. It is still there to be copied and
    read out, but such a PDF does not call itself PDF/UA.
    """
    data = asdict(cleaned(document)) | {"page_words": _("Page {number} of {count}")}
    return typeset("document.typ", json.dumps(data, ensure_ascii=False))


def typeset(template: str, data: str) -> bytes:
    """Return data, as JSON, in the look of one of our templates. See `to_pdf` on letters that no font has."""
    try:
        return _typeset(template, data, accessible=True)
    except typst.TypstError as problem:
        if NO_GLYPH not in str(problem):
            raise
        return _typeset(template, data, accessible=False)


def _typeset(template: str, data: str, *, accessible: bool) -> bytes:
    return typst.compile(
        HERE / template,
        root=HERE,
        format="pdf",
        sys_inputs={"document": data, "boxes": "" if accessible else "1"},
        pdf_standards="ua-1" if accessible else [],
    )
