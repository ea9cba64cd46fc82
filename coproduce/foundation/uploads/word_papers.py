"""Clean a Word file (.docx) that people read before a meeting: text, styles, headings and tables stay.

A file with macros, or with changes and comments that somebody has not settled, is refused: only its author
can say what was meant. Embedded files, links to other files, fields that fetch or run something, and who
wrote it when are left out. How big it is unpacked, and how many pages it says it has, is looked at first.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from coproduce.foundation.uploads import word_pictures, word_writing
from coproduce.foundation.uploads.word_fields import blank_unsafe_fields
from coproduce.foundation.uploads.word_names import (
    CONTENT_TYPES,
    DC,
    KEPT_KINDS,
    MAIN,
    PACKAGE,
    REL,
    W,
)

MAX_PAGES = 200
MOST_PARTS = 1000
MOST_UNPACKED = 100 * 1024**2  # bytes of all parts
MOST_XML = 20 * 1024**2  # bytes of all XML that is read: in memory it takes some ten times as much
DEEPEST = 10  # parts that lead to parts; Word's own lead to three
LONG_AGO = (1980, 1, 1, 0, 0, 0)
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
UNSETTLED = {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "commentReference"}
TELLS = {"rsid", "rsids", "docVars", "attachedTemplate", "mailMerge", "trackRevisions", "proofErr"}
STRICT = "purl.oclc.org/ooxml"
LINKS = {"hyperlink", "blip"}  # without where it leads, the words or the picture stay
XML_PART = re.compile(r"\.(?:xml|rels)\Z")
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class CannotClean(Exception):
    """`reason` is "broken", "big", "pages", "macros", "unsettled" or "picture"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class _Word:
    """A Word file as its parts by name, and what kind each is."""

    parts: dict[str, bytes]
    kinds: dict[str, str]
    kept: dict[str, bytes] = field(default_factory=dict)
    read: int = 0
    depth: int = 0

    def tree(self, name: str) -> Element:
        self.read += len(self.parts[name])
        if self.read > MOST_XML:
            raise CannotClean("big")
        return _parsed(self.parts[name])


def clean(content: bytes) -> bytes:
    """Return the clean file. Raises CannotClean."""
    try:
        word = _opened(content)
        main = _main_part(word)
        _clean_part(word, main)
        word.kept[word_writing.ABOUT] = word_writing.about(*_about(word))
        return _zipped(word, main)
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        NotImplementedError,
        RuntimeError,  # a part with a password
        EOFError,
        zlib.error,
    ) as problem:
        raise CannotClean("broken") from problem


def _opened(content: bytes) -> _Word:
    """Unpack the parts, once they are few and small enough by what the file says of itself.

    No part unpacks to more than it says: reading stops there.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        infos = packed.infolist()
        sizes = [one.file_size for one in infos]
        if len(infos) > MOST_PARTS or sum(sizes) > MOST_UNPACKED:
            raise CannotClean("big")
        if any(one.file_size > MOST_XML for one in infos if XML_PART.search(one.filename)):
            raise CannotClean("big")
        if any(one.flag_bits & 1 for one in infos):
            raise CannotClean("broken")
        _pages_must_be_few(packed)
        parts = {one.filename: packed.read(one) for one in infos if not one.is_dir()}
    kinds = _kinds(parts)
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds.values()):
        raise CannotClean("macros")
    return _Word(parts, kinds)


def _pages_must_be_few(packed: zipfile.ZipFile) -> None:
    """Read only what the file says of its length. Many files do not say it."""
    if "docProps/app.xml" not in packed.namelist():
        return
    said = _parsed(packed.read("docProps/app.xml")).findtext("{*}Pages") or "0"
    if said.strip().isdigit() and int(said) > MAX_PAGES:
        raise CannotClean("pages")


def _parsed(part: bytes) -> Element:
    tree = etree.fromstring(part, PARSER)
    if tree.getroottree().docinfo.doctype:
        raise CannotClean("broken")  # no Word file has one; with it, a few bytes can become many
    return tree


def _kinds(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the content type of each part."""
    tree = _parsed(parts["[Content_Types].xml"])
    endings = {
        one.get("Extension", "").lower(): one.get("ContentType", "")
        for one in tree.iter(CONTENT_TYPES + "Default")
    }
    named = {
        one.get("PartName", "").lstrip("/"): one.get("ContentType", "")
        for one in tree.iter(CONTENT_TYPES + "Override")
    }
    return {name: named.get(name) or endings.get(name.rpartition(".")[2].lower(), "") for name in parts}


def _main_part(word: _Word) -> str:
    for one in _relations(word, ""):
        if one.get("Type", "").endswith("/officeDocument"):
            name = one.get("Target", "").lstrip("/")
            if word.kinds[name] == MAIN:
                return name
    raise CannotClean("broken")


def _relations(word: _Word, name: str) -> list[Element]:
    folder, file = posixpath.split(name)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    return list(word.tree(path).iter(PACKAGE + "Relationship")) if path in word.parts else []


def _clean_part(word: _Word, name: str) -> None:
    """Clean one part of XML and everything it needs. What nothing needs is not kept."""
    tree = word.tree(name)
    if any(STRICT in one.tag for one in tree.iter() if isinstance(one.tag, str)):
        raise CannotClean("broken")  # the same under other names; Word writes it only when asked to
    if any(_local(one) in UNSETTLED or _local(one).endswith("PrChange") for one in tree.iter(W + "*")):
        raise CannotClean("unsettled")
    word.kept[name] = b""  # so that parts which need each other come to an end
    word.depth += 1
    if word.depth > DEEPEST:
        raise CannotClean("broken")
    kept, lost = [], set()
    for one in _relations(word, name):
        if _may_stay(word, name, one):
            kept.append(one)
        else:
            lost.add(one.get("Id", ""))
    word.depth -= 1
    _forget(tree, lost)
    blank_unsafe_fields(tree)
    word.kept[name] = word_writing.as_xml(tree)
    if kept:
        folder, file = posixpath.split(name)
        word.kept[posixpath.join(folder, "_rels", f"{file}.rels")] = word_writing.relations(kept)


def _may_stay(word: _Word, name: str, one: Element) -> bool:
    """Say whether what a part leads to may stay, and clean that too."""
    kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
    if one.get("TargetMode") == "External":
        return kind == "hyperlink" and bool(SAFE_ADDRESS.fullmatch(target))
    if kind == "comments":
        _no_comments(word, _path(name, target))
        return False
    if kind not in KEPT_KINDS:
        return False
    path = _path(name, target)
    if path not in word.parts:
        return False
    if kind == "image":
        return _keep_picture(word, path)
    if path not in word.kept:
        _clean_part(word, path)
    return True


def _path(name: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")


def _no_comments(word: _Word, path: str) -> None:
    if path in word.parts and next(word.tree(path).iter(W + "comment"), None) is not None:
        raise CannotClean("unsettled")


def _keep_picture(word: _Word, path: str) -> bool:
    if word.kinds[path] == "image/svg+xml":
        return False  # it may hold scripts; Word puts a PNG of it beside it
    try:
        word.kept[path] = word_pictures.clean(word.parts[path], word.kinds[path])
    except word_pictures.Unknown as problem:
        raise CannotClean("picture") from problem
    return True


def _forget(tree: Element, lost: set[str]) -> None:
    """Take out what led to something lost, and what tells who worked on it when."""
    for one in list(tree.iter()):
        if not isinstance(one.tag, str):  # comments and instructions of the XML itself
            _drop(one)
            continue
        for key in [key for key in one.attrib if key.startswith(W + "rsid")]:
            del one.attrib[key]
        leads = [key for key, value in one.attrib.items() if key.startswith(REL) and value in lost]
        if leads and _local(one) in LINKS:
            for key in leads:
                del one.attrib[key]
        elif leads or (one.tag.startswith(W) and _local(one) in TELLS):
            _drop(one)


def _drop(one: Element) -> None:
    parent = one.getparent()
    if parent is None:
        return
    if one.tail:
        before = one.getprevious()
        if before is None:
            parent.text = (parent.text or "") + one.tail
        else:
            before.tail = (before.tail or "") + one.tail
    parent.remove(one)


def _local(one: Element) -> str:
    return etree.QName(one).localname if isinstance(one.tag, str) else ""


def _about(word: _Word) -> tuple[str, str]:
    """Return the title and the language a file says it has."""
    if word_writing.ABOUT not in word.parts:
        return "", ""
    tree = word.tree(word_writing.ABOUT)
    return tree.findtext(DC + "title") or "", tree.findtext(DC + "language") or ""


def _zipped(word: _Word, main: str) -> bytes:
    word.kept["_rels/.rels"] = word_writing.package_relations(main)
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in _in_order(word):
            packed.writestr(zipfile.ZipInfo(name, LONG_AGO), part, zipfile.ZIP_DEFLATED)
    return saved.getvalue()


def _in_order(word: _Word) -> Iterator[tuple[str, bytes]]:
    yield (
        "[Content_Types].xml",
        word_writing.content_types(
            {name: word.kinds.get(name, "") for name in word.kept if not name.endswith(".rels")}
        ),
    )
    yield from sorted(word.kept.items())
