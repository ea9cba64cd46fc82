"""A document as plain text: for screen readers, braille displays, and whoever wants no more than the words.

Nothing is drawn with signs, as a screen reader would read each of them out.
"""

from coproduce.foundation.documents.description import Document, Facts, Heading, Notes, Part, Table, cleaned

LINE_END = "\r\n"  # every program on every machine shows these as lines


def to_text(document: Document) -> bytes:
    """Return the text in UTF-8. Equal documents are equal bytes."""
    document = cleaned(document)
    pieces = [document.issuer, document.mark, document.title, *map(_words, document.parts)]
    text = "\n\n".join(piece for piece in pieces if piece) + "\n"
    return text.replace("\n", LINE_END).encode()


def _words(part: Part) -> str:
    match part:
        case Heading():
            return f"\n{part.text}"  # one more empty line above
        case Facts():
            return "\n".join(f"{name}: {value}" for name, value in part.rows)
        case Notes():
            return "\n".join(f"- {line}".replace("\n", "\n  ") for line in part.lines)
        case Table():
            return "\n\n".join(_row(part.headers, row) for row in part.rows)
        case _:
            return part.text


def _row(headers: tuple[str, ...], row: tuple[str, ...]) -> str:
    return "\n".join(f"{header}: {cell}" for header, cell in zip(headers, row, strict=True))
