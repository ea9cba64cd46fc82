"""Clean a PDF that people read before a meeting: its tags, title, language, links and bookmarks stay.

What acts, hides or tells who wrote it is left out. How big it is unpacked, and how many pages it has, is
looked at before anything is unpacked. Run by path as a script, like `pdf_pages`, in a child process.
"""

import io
import re
import sys
from pathlib import Path
from typing import Any

MAX_PAGES = 200

ROOT_KEYS = {
    *("/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences", "/PageLabels"),
    *("/Outlines", "/Names", "/Dests", "/PageMode", "/PageLayout"),
}
MORE_PAGE_KEYS = {"/StructParents", "/Tabs", "/Annots"}
LINK_KEYS = {
    *("/Type", "/Subtype", "/Rect", "/QuadPoints", "/Border", "/BS", "/C", "/H", "/F", "/Contents", "/Lang"),
    *("/StructParent", "/Dest"),
}
BOOKMARK_KEYS = {
    *("/Title", "/Parent", "/Prev", "/Next", "/First", "/Last", "/Count", "/Dest", "/C", "/F"),
    "/SE",
}
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)


def clean(content: bytes) -> bytes:
    """Return the clean PDF. Exits with a code of `pdf_pages`; lets every other error out."""
    import pdf_pages as pages  # type: ignore[import-not-found]
    import pdf_sizes  # type: ignore[import-not-found]
    import pikepdf  # only the child needs these

    pdf_sizes.packed_objects_must_be_small(content)
    try:
        source = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        sys.exit(pages.LOCKED)
    if source.is_encrypted:
        sys.exit(pages.LOCKED)
    pdf_sizes.must_be_small(source, pikepdf, MAX_PAGES)
    look_again = pdf_sizes.has_others(source, pikepdf)
    title = str(source.docinfo.get("/Title", "")) or _title_of(source)
    # What a form or a stamp shows becomes part of the page; what it could do is lost with it.
    source.generate_appearance_streams()
    source.flatten_annotations("all")
    _keep_only(source.Root, ROOT_KEYS)
    links = _clean_pages(source, pikepdf, pages)
    _clean_bookmarks(source, pikepdf)
    _clean_names(source)
    if "/StructTreeRoot" in source.Root:
        _forget_lost_parts(source, links, pikepdf)
    pages.clean_streams(source, pikepdf)
    saved = _saved(source, title, pikepdf)
    if look_again:
        pages.must_be_small_once_saved(saved, MAX_PAGES)
    return saved.getvalue()


def _title_of(source: Any) -> str:
    with source.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        return str(about.get("dc:title", ""))


def _keep_only(here: Any, keys: set[str]) -> None:
    for key in set(here.keys()) - keys:
        del here[key]


def _clean_pages(source: Any, pikepdf: Any, pages: Any) -> set[tuple[int, int]]:
    """Keep what pages show, and their links. Returns which links those are."""
    kept = set()
    for page in source.pages:
        _keep_only(page.obj, pages.PAGE_KEYS | MORE_PAGE_KEYS)
        links = [one for one in page.obj.get("/Annots", []) if _clean_link(one, pikepdf)]
        if not links:
            if "/Annots" in page.obj:
                del page.obj["/Annots"]
            continue
        page.obj["/Annots"] = pikepdf.Array([source.make_indirect(one) for one in links])
        kept |= {one.objgen for one in page.obj["/Annots"]}
    return kept


def _clean_link(one: Any, pikepdf: Any) -> bool:
    """Leave of a link where it is and where it leads: within the file, or to a safe address."""
    if not isinstance(one, pikepdf.Dictionary) or one.get("/Subtype") != "/Link":
        return False
    action = _safe_action(one.get("/A"), pikepdf)
    _keep_only(one, LINK_KEYS)
    if action is not None:
        one["/A"] = action
    return "/A" in one or "/Dest" in one


def _safe_action(action: Any, pikepdf: Any) -> Any:
    """Return an action that goes to a place in the file or to a web or e-mail address; None for others."""
    if not isinstance(action, pikepdf.Dictionary):
        return None
    kind = action.get("/S")
    if kind == "/GoTo" and "/D" in action:
        return pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name.GoTo, D=action["/D"])
    if kind == "/URI" and SAFE_ADDRESS.fullmatch(str(action.get("/URI", ""))):
        address = pikepdf.String(str(action["/URI"]))
        return pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name.URI, URI=address)
    return None


def _clean_bookmarks(source: Any, pikepdf: Any) -> None:
    if "/Outlines" not in source.Root:
        return
    waiting, seen = [source.Root.Outlines], set()
    while waiting:
        here = waiting.pop()
        if here.objgen in seen:
            continue
        seen.add(here.objgen)
        action = _safe_action(here.get("/A"), pikepdf)
        _keep_only(here, BOOKMARK_KEYS)
        if action is not None:
            here["/A"] = action
        waiting += [here[key] for key in ("/First", "/Next") if key in here]


def _clean_names(source: Any) -> None:
    """Of all that has a name, keep places in the file."""
    if "/Names" in source.Root:
        _keep_only(source.Root.Names, {"/Dests"})
        if not source.Root.Names.keys():
            del source.Root["/Names"]


def _forget_lost_parts(source: Any, links: set[tuple[int, int]], pikepdf: Any) -> None:
    """Take out of the tags what points to a field or a note that is not there any more."""

    def stays(part: Any) -> bool:
        if not isinstance(part, pikepdf.Dictionary) or part.get("/Type") != "/OBJR":
            return True
        there = part.get("/Obj")
        if isinstance(there, pikepdf.Stream):
            return True  # a picture or a form that is drawn
        return there is not None and there.objgen in links

    for one in source.objects:
        if not isinstance(one, pikepdf.Dictionary) or "/K" not in one or "/S" not in one:
            continue
        below = one["/K"]
        if isinstance(below, pikepdf.Array):
            one["/K"] = pikepdf.Array([part for part in below if stays(part)])
        elif not stays(below):
            del one["/K"]


def _saved(source: Any, title: str, pikepdf: Any) -> io.BytesIO:
    """Return the file with its title, and nothing else about where it comes from."""
    _keep_only(source.trailer, {"/Root", "/Size", "/ID"})
    if title:
        source.docinfo["/Title"] = pikepdf.String(title)
        with source.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
            about["dc:title"] = title
        _without_times(source)
    source.remove_unreferenced_resources()
    saved = io.BytesIO()
    source.save(
        saved,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        fix_metadata_version=False,
    )
    return saved


def _without_times(source: Any) -> None:
    with source.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        for key in ("xmp:MetadataDate", "xmp:ModifyDate", "pdf:Producer"):
            if key in about:
                del about[key]


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parent))  # a child knows no package, only what stands beside it
    import child_limits  # type: ignore[import-not-found]
    from pdf_pages import MEMORY

    child_limits.run(clean, memory=MEMORY)
