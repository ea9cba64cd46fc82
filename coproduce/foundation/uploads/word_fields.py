"""Fields of a Word file: what is worked out when somebody opens it. Only harmless ones may be."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from coproduce.foundation.uploads.word_names import W

HARMLESS = {
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "REF", "PAGEREF", "NOTEREF", "TOC", "TC", "XE", "INDEX"),
    *("SEQ", "STYLEREF", "TITLE", "DATE", "TIME", "PRINTDATE", "HYPERLINK"),
}
SAFE_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\\w\s+)*(?:"(?:https?://|mailto:)[^"]*"|\\l\s+)', re.IGNORECASE)


def is_harmless(instruction: str) -> bool:
    """Say whether a field neither fetches, runs nor tells anything."""
    words = instruction.split(None, 1)
    if not words:
        return True
    if words[0].upper() == "HYPERLINK":
        return bool(SAFE_LINK.match(instruction))
    return words[0].upper() in HARMLESS


@dataclass
class _Field:
    """One field as it is read: its marks, its instruction, and whether another field writes some of that."""

    marks: list[Element]
    parts: list[Element] = field(default_factory=list)
    in_instruction: bool = True
    written_by_another: bool = False

    @property
    def is_harmless(self) -> bool:
        return not self.written_by_another and is_harmless("".join(part.text or "" for part in self.parts))


def blank_unsafe_fields(tree: Element) -> None:
    """Make every field that is not harmless into plain text: what it shows now."""
    for one in tree.iter(W + "fldSimple"):
        if not is_harmless(one.get(W + "instr", "")):
            one.set(W + "instr", "")
    for unsafe in [found for found in _fields(tree) if not found.is_harmless]:
        for part in unsafe.parts:
            part.text = ""
        for mark in unsafe.marks:
            parent = mark.getparent()
            if parent is not None:
                parent.remove(mark)


def _fields(tree: Element) -> list[_Field]:
    """Return the fields of a part, one inside another too. An instruction outside any is emptied."""
    found: list[_Field] = []
    still_open: list[_Field] = []
    for one in tree.iter(W + "fldChar", W + "instrText"):
        here = still_open[-1] if still_open else None
        if one.tag == W + "instrText":
            if here is None:
                one.text = ""
            else:
                here.parts.append(one)
        elif one.get(W + "fldCharType") == "begin":
            if here is not None and here.in_instruction:
                here.written_by_another = True
            still_open.append(_Field([one]))
            found.append(still_open[-1])
        elif here is not None:
            here.marks.append(one)
            here.in_instruction = False
            if one.get(W + "fldCharType") == "end":
                still_open.pop()
    return found
