"""Rebuild a PDF from its pages alone, in a child process that may use only so much memory and time.

Run by path as a script, so the child imports neither Django nor this project.
"""

import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MAX_PAGES = 30
MEMORY = 768 * 1024**2  # address space of the child, bytes
LOCKED, TOO_MANY_PAGES, TOO_BIG, HIDDEN_PICTURE = 3, 4, 5, 8  # exit codes; any other failure means broken
REASONS = {LOCKED: "locked", TOO_MANY_PAGES: "pages", TOO_BIG: "big", HIDDEN_PICTURE: "picture"}

PAGE_KEYS = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"} | {
    "/Resources",
    "/Contents",
}
UNWANTED = [
    "/AA",
    "/AF",
    "/Alternates",
    "/EF",
    "/EmbeddedFiles",
    "/JS",
    "/JavaScript",
    "/LastModified",
    "/Launch",
    "/Metadata",
    "/OPI",
    "/OpenAction",
    "/PieceInfo",
    "/Ref",
    "/RichMediaContent",
    "/Thumb",
    "/XFA",
]
UNWANTED_IN_STREAMS = ["/F", "/FFilter", "/FDecodeParms", "/Measure", "/PtData"]


def rebuild(content: bytes) -> bytes:
    """Return the new PDF. Exits with one of REASONS; lets every other error out."""
    import pdf_sizes  # type: ignore[import-not-found]
    import pikepdf  # only the child needs these

    pdf_sizes.packed_objects_must_be_small(content)
    try:
        source = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        sys.exit(LOCKED)
    if source.is_encrypted:
        sys.exit(LOCKED)
    pdf_sizes.must_be_small(source, pikepdf, MAX_PAGES)
    look_again = pdf_sizes.has_others(source, pikepdf)
    # What a form or a stamp shows becomes part of the page; what it could do is lost with it.
    source.generate_appearance_streams()
    source.flatten_annotations("all")
    fresh = pikepdf.new()
    fresh.pages.extend(source.pages)
    for page in fresh.pages:
        for key in set(page.obj.keys()) - PAGE_KEYS:
            del page.obj[key]
    clean_streams(fresh, pikepdf)
    fresh.remove_unreferenced_resources()
    rebuilt = io.BytesIO()
    fresh.save(rebuilt, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    if look_again:
        must_be_small_once_saved(rebuilt, MAX_PAGES)
    return rebuilt.getvalue()


def must_be_small_once_saved(saved: io.BytesIO, most_pages: int) -> None:
    """Exit when a copy, in which every packing can be undone, would be far too big for a reader."""
    import pdf_sizes
    import pikepdf

    with pikepdf.open(io.BytesIO(saved.getvalue())) as copy:
        pdf_sizes.must_be_small(copy, pikepdf, most_pages)


def clean_streams(pdf: Any, pikepdf: Any) -> None:
    """Clean every object of a file, pictures in the text of its pages too."""
    for page in pdf.pages:
        page.externalize_inline_images()  # makes objects of them, like all other pictures
    for one in pdf.objects:
        tidy(one, pikepdf)
    for one in _in_use(pdf, pikepdf):
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image":
            _no_photo_in_the_text(one, pikepdf)


def _in_use(pdf: Any, pikepdf: Any) -> Iterator[Any]:
    """Give every object that something leads to; what nothing leads to is not saved."""
    waiting, seen = [pdf.Root], set()
    while waiting:
        here = waiting.pop()
        if here.is_indirect:
            if here.objgen in seen:
                continue
            seen.add(here.objgen)
        yield here
        below = list(here) if isinstance(here, pikepdf.Array) else [item for _key, item in here.items()]
        waiting += [
            one for one in below if isinstance(one, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream)
        ]


def _no_photo_in_the_text(stream: Any, pikepdf: Any) -> None:
    """Exit for a photo within the text of a pattern or a letter: nobody puts one there but to hide it."""
    try:
        text = stream.read_bytes()
    except pikepdf.PdfError:
        return  # packed like a picture, or damaged: not a text
    if b"BI" not in text or b"ID" not in text or b"EI" not in text:
        return
    if stream.get("/Type") in ("/XRef", "/ObjStm", "/Metadata") or "/Length1" in stream:
        return
    try:
        drawn = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, TypeError, ValueError):
        return  # not a text: a font, a table of letters
    for step in drawn:
        if isinstance(step, pikepdf.ContentStreamInlineImage) and set(step.iimage.filters) & PHOTOS:
            sys.exit(HIDDEN_PICTURE)


def tidy(one: Any, pikepdf: Any) -> None:
    """Take unwanted keys out of one object and the containers written inside it."""
    waiting = [one]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            waiting += [item for item in here if _is_container(item, pikepdf)]
            continue
        if not isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for key in UNWANTED + (UNWANTED_IN_STREAMS if isinstance(here, pikepdf.Stream) else []):
            if key in here:
                del here[key]
        if isinstance(here, pikepdf.Stream):
            _tidy_stream(here, pikepdf)
        waiting += [item for _key, item in here.items() if _is_container(item, pikepdf)]


PHOTOS = {"/DCTDecode", "/DCT", "/JPXDecode"}


def _is_container(item: Any, pikepdf: Any) -> bool:
    """Say whether an item holds others and stands within its holder."""
    return isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect


def _tidy_stream(stream: Any, pikepdf: Any) -> None:
    if stream.get("/Subtype") == "/PS":  # PostScript for printers
        stream.write(b"")
        return
    import jpeg_parts  # type: ignore[import-not-found]
    import pdf_sizes

    names = pdf_sizes.filters_of(stream, pikepdf)
    if names[:1] == ["/FlateDecode"]:
        _cut_tail(stream)
    if "/JPXDecode" in names:
        _redraw_as_jpeg(stream, pikepdf)
    elif names[-1:] == ["/DCTDecode"]:
        raw = stream.read_raw_bytes()
        for name in names[:-1]:
            if name != "/FlateDecode":
                raise ValueError(name)
            raw = zlib.decompressobj().decompress(raw, 64 * 1024**2)
        stream.write(jpeg_parts.without_metadata(raw), filter=pikepdf.Name.DCTDecode)
    elif "/DCTDecode" in names:
        raise ValueError("a JPEG inside another picture")


def _cut_tail(stream: Any) -> None:
    """Leave out what follows the end of deflated data: no reader looks there."""
    raw = stream.read_raw_bytes()
    packer, waiting = zlib.decompressobj(), raw
    try:
        while waiting and not packer.eof:
            packer.decompress(waiting, 1024**2)
            waiting = packer.unconsumed_tail
    except zlib.error:
        return  # damaged: what can be read of it is written anew by saving
    if packer.eof and packer.unused_data.strip():
        raw = raw[: len(raw) - len(packer.unused_data)]
        kept = {key: stream[key] for key in ("/Filter", "/DecodeParms") if key in stream}
        stream.write(raw, filter=kept["/Filter"], decode_parms=kept.get("/DecodeParms"))


def _redraw_as_jpeg(stream: Any, pikepdf: Any) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(stream.read_raw_bytes()), formats=["JPEG2000"]) as image:
        drawn = io.BytesIO()
        image.convert("RGB").save(drawn, "JPEG", quality=85)
    stream.write(drawn.getvalue(), filter=pikepdf.Name.DCTDecode)
    stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    for key in ("/SMaskInData", "/Decode"):
        if key in stream:
            del stream[key]


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parent))  # a child knows no package, only what stands beside it
    import child_limits  # type: ignore[import-not-found]

    child_limits.run(rebuild, memory=MEMORY)
