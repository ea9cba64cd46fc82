"""Rebuild a PDF from its pages alone, in a child process that may use only so much memory and time.

Run by path as a script, so the child imports neither Django nor this project.
"""

import contextlib
import io
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from typing import Any

MAX_PAGES = 30
MEMORY = 768 * 1024**2  # address space of the child, bytes
SECONDS = 10
LOCKED, TOO_MANY_PAGES, TOO_BIG = 3, 4, 5  # exit codes; any other failure means broken
REASONS = {LOCKED: "locked", TOO_MANY_PAGES: "pages", TOO_BIG: "big"}

PAGE_KEYS = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"} | {
    "/Resources",
    "/Contents",
}
UNWANTED = [
    "/AA",
    "/AF",
    "/EF",
    "/EmbeddedFiles",
    "/JS",
    "/JavaScript",
    "/Launch",
    "/Metadata",
    "/OPI",
    "/OpenAction",
    "/PieceInfo",
    "/Ref",
    "/RichMediaContent",
    "/XFA",
]
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # not stuffing, restart or fill
UNWANTED_IN_STREAMS = ["/F", "/FFilter", "/FDecodeParms", "/Measure", "/PtData"]


class CannotRebuild(Exception):
    """`reason` is "locked", "pages", "big" (unpacked, it would be far too big) or "broken"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def rebuild_in_child(content: bytes, script: str = __file__) -> bytes:
    """Return a new PDF with the same pages and nothing that acts, hides or tells. Raises CannotRebuild.

    `script` is one of the two that may do it: this one keeps pages alone, `pdf_papers` tags and title too.
    """
    try:
        command = [sys.executable, "-I", script]  # no words from outside
        child = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS + 5)  # noqa: S603
    except subprocess.TimeoutExpired as problem:
        raise CannotRebuild("broken") from problem
    if child.returncode == 0 and child.stdout.startswith(b"%PDF-"):
        return child.stdout
    raise CannotRebuild(REASONS.get(child.returncode, "broken"))


def rebuild(content: bytes) -> bytes:
    """Return the new PDF. Exits with LOCKED or TOO_MANY_PAGES; lets every other error out."""
    import pikepdf  # only the child needs it

    try:
        source = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        sys.exit(LOCKED)
    if source.is_encrypted:
        sys.exit(LOCKED)
    if not 1 <= len(source.pages) <= MAX_PAGES:
        sys.exit(TOO_MANY_PAGES if source.pages else 1)
    # What a form or a stamp shows becomes part of the page; what it could do is lost with it.
    source.generate_appearance_streams()
    source.flatten_annotations("all")
    fresh = pikepdf.new()
    fresh.pages.extend(source.pages)
    for page in fresh.pages:
        for key in set(page.obj.keys()) - PAGE_KEYS:
            del page.obj[key]
    for one in fresh.objects:
        tidy(one, pikepdf)
    fresh.remove_unreferenced_resources()
    rebuilt = io.BytesIO()
    fresh.save(rebuilt, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return rebuilt.getvalue()


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


def _is_container(item: Any, pikepdf: Any) -> bool:
    return isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect


def _tidy_stream(stream: Any, pikepdf: Any) -> None:
    if stream.get("/Subtype") == "/PS":  # PostScript for printers
        stream.write(b"")
        return
    filters = stream.get("/Filter", [])
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]
    if "/JPXDecode" in names:
        _redraw_as_jpeg(stream, pikepdf)
    elif names[-1:] == ["/DCTDecode"]:
        raw = stream.read_raw_bytes()
        for name in names[:-1]:
            if name != "/FlateDecode":
                raise ValueError(name)
            raw = zlib.decompressobj().decompress(raw, 64 * 1024**2)
        stream.write(without_metadata(raw), filter=pikepdf.Name.DCTDecode)
    elif "/DCTDecode" in names:
        raise ValueError("a JPEG inside another picture")


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


def without_metadata(jpeg: bytes) -> bytes:
    """Return a JPEG without APP1-APP13, APP15, comment segments and tail: no EXIF, XMP or GPS.

    APP2 goes too, as it may hold a second picture. Raises ValueError when it is not a JPEG.
    """
    if jpeg[:2] != b"\xff\xd8":
        raise ValueError("not a JPEG")
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == 0xDA:  # a scan: its header, then data up to the next real marker
            found = _NEXT_MARKER.search(jpeg, end)
            end = found.start() if found else len(jpeg)
        if marker in (0xE0, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(jpeg[at:end])
        at = end
        if jpeg[at : at + 2] == b"\xff\xd9":
            return b"".join([*kept, b"\xff\xd9"])
    raise ValueError("no whole picture in the JPEG")


def main(rebuilt: Callable[[bytes], bytes] = rebuild) -> None:
    """Read a PDF from standard input and write the rebuilt one to standard output, within limits."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with contextlib.suppress(ValueError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(rebuilt(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
