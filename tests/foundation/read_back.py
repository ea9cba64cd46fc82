"""Reads documents back as a screen reader or Word would: text by tag, in reading order."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import pikepdf

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INSIDE_A_LINE = ("/Strong", "/Span")
NO_WIDTH = "\u200b"  # where a long word may break


def tags(content: bytes) -> list[tuple[str, str]]:
    """Return (tag, text) of every tagged leaf of a PDF, in the order of its structure tree."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        marked = {page.objgen: _marked_text(page) for page in pdf.pages}
        return [(tag, text) for tag, text in _leaves(pdf.Root.StructTreeRoot.K, "", None, marked) if text]


def pdf_text(content: bytes) -> str:
    """Return all text of a PDF in reading order, with single spaces."""
    return " ".join(" ".join(text for _tag, text in tags(content)).split())


def _leaves(node, tag, page, marked) -> Iterator[tuple[str, str]]:
    """Yield what an element holds; neighbouring pieces of one element are one text."""
    joined = ""
    for one in node if isinstance(node, pikepdf.Array) else [node]:
        structured = isinstance(one, pikepdf.Dictionary) and "/S" in one
        if structured and str(one.S) not in INSIDE_A_LINE:
            if joined:
                yield tag, joined
            joined = ""
            yield from _leaves(one.get("/K", pikepdf.Array()), str(one.S), one.get("/Pg", page), marked)
        else:
            joined += _piece(one, page, marked)
    if joined:
        yield tag, joined


def _piece(node, page, marked) -> str:
    if not isinstance(node, pikepdf.Dictionary):
        return marked[page.objgen].get(int(node), "").replace(NO_WIDTH, "")
    page = node.get("/Pg", page)
    if "/ActualText" in node:
        return str(node.ActualText)
    if "/MCID" in node:
        return _piece(node.MCID, page, marked)
    inner = node.get("/K", pikepdf.Array())
    return "".join(
        _piece(one, page, marked) for one in (inner if isinstance(inner, pikepdf.Array) else [inner])
    )


def _marked_text(page) -> dict[int, str]:
    """Return {marked content id: text} of a page."""
    fonts = {str(name): _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    inside: list[tuple[int | None, bool]] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            facts = operands[1] if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else {}
            above, silent = inside[-1] if inside else (None, False)
            mcid = int(facts["/MCID"]) if "/MCID" in facts else above
            if "/ActualText" in facts and mcid is not None:
                found[mcid] = found.get(mcid, "") + str(facts["/ActualText"])
                silent = True
            inside.append((mcid, silent))
        elif name == "EMC":
            inside.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "TJ") and inside and inside[-1][0] is not None and not inside[-1][1]:
            pieces = operands[0] if name == "TJ" else operands
            shown = b"".join(bytes(one) for one in pieces if isinstance(one, pikepdf.String))
            codes = [int.from_bytes(shown[at : at + 2]) for at in range(0, len(shown), 2)]
            found[inside[-1][0]] = found.get(inside[-1][0], "") + "".join(font.get(one, "") for one in codes)
    return found


def _letters(font) -> dict[int, str]:
    """Return {code: letters} from a font's table of characters."""
    table = font.ToUnicode.read_bytes().decode()
    pairs = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            pairs[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int(letters, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                pairs[int(first, 16) + step] = chr(start + step)
    return pairs


def word_parts(content: bytes) -> dict[str, str]:
    """Return every part of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def word_text(content: bytes) -> str:
    """Return all text of a Word file in reading order, with single spaces."""
    return " ".join(" ".join(text for _style, text in word_paragraphs(content)).split())


def word_paragraphs(content: bytes) -> list[tuple[str, str]]:
    """Return (style, text) of every paragraph of a Word file, those in tables too."""
    body = ElementTree.fromstring(word_parts(content)["word/document.xml"])  # noqa: S314 (our own file)
    found = []
    for paragraph in body.iter(f"{WORD}p"):
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        text = "".join(
            "\n" if node.tag == f"{WORD}br" else node.text or ""
            for node in paragraph.iter()
            if node.tag in (f"{WORD}t", f"{WORD}br")
        )
        found.append((style.get(f"{WORD}val") if style is not None else "", text))
    return found
