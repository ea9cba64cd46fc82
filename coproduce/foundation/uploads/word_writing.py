"""The parts of a Word file that we write ourselves: what it holds, what leads where, and its title."""

from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.etree import _Element as Element

from coproduce.foundation.uploads.word_names import CONTENT_TYPES, CORE, DC, OFFICE_RELATIONSHIPS, PACKAGE

ABOUT = "docProps/core.xml"
PACKAGES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
PACKAGE_TYPES = "application/vnd.openxmlformats-package."


def as_xml(tree: Element) -> bytes:
    """Return a part as it is written to a file."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def relations(kept: Iterable[Element]) -> bytes:
    """Return the list of what one part leads to."""
    tree = etree.Element(PACKAGE + "Relationships", nsmap={None: PACKAGE.strip("{}")})
    for one in kept:
        tree.append(one)
    return as_xml(tree)


def package_relations(main: str) -> bytes:
    """Return what the file as a whole leads to: its text, by the name of that part, and its title."""
    made = []
    for number, (kind, target) in enumerate(
        [(f"{OFFICE_RELATIONSHIPS}officeDocument", main), (PACKAGES, ABOUT)], 1
    ):
        made.append(etree.Element(PACKAGE + "Relationship", Id=f"rId{number}", Type=kind, Target=target))
    return relations(made)


def about(title: str, language: str) -> bytes:
    """Return what a file says of itself: its title and its language, and not who wrote it when."""
    tree = etree.Element(CORE + "coreProperties", nsmap={"cp": CORE.strip("{}"), "dc": DC.strip("{}")})
    for name, value in (("title", title), ("language", language)):
        if value:
            etree.SubElement(tree, DC + name).text = value
    return as_xml(tree)


def content_types(kinds: Mapping[str, str]) -> bytes:
    """Return the list of parts and what each is; one without a kind is what the file says of itself."""
    tree = etree.Element(CONTENT_TYPES + "Types", nsmap={None: CONTENT_TYPES.strip("{}")})
    tree.append(
        _of(CONTENT_TYPES + "Default", Extension="rels", ContentType=f"{PACKAGE_TYPES}relationships+xml")
    )
    for name, kind in kinds.items():
        known = kind or f"{PACKAGE_TYPES}core-properties+xml"
        tree.append(_of(CONTENT_TYPES + "Override", PartName=f"/{name}", ContentType=known))
    return as_xml(tree)


def _of(tag: str, **attributes: str) -> Element:
    return etree.Element(tag, attrib=attributes)
