"""A document given to a browser, as a download that nobody keeps for others."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from coproduce.foundation.documents.description import Document
from coproduce.foundation.documents.pdf import to_pdf
from coproduce.foundation.documents.plain import to_text
from coproduce.foundation.documents.word import to_word


@dataclass(frozen=True)
class Format:
    """One kind of file."""

    ending: str
    content_type: str
    make: Callable[[Document], bytes]

    def in_large_print(self) -> "Format":
        """Return the same kind of file in large print."""
        return replace(self, make=lambda document: self.make(replace(document, large=True)))


PDF = Format("pdf", "application/pdf", to_pdf)
WORD = Format("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_word)
TEXT = Format("txt", "text/plain; charset=utf-8", to_text)


def download(document: Document, form: Format, *, name: str) -> HttpResponse:
    """Return the document as a file. `name` is without its ending and names no person.

    The caller has checked that this person may have it, this time.
    """
    return file_response(form.make(document), form.content_type, f"{name}.{form.ending}")


def file_response(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file as a download that nobody keeps for others. `name` names no person."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
