"""How big a PDF is once it is unpacked: looked at before anything of it is. Part of a child's script."""

import base64
import re
import sys
import zlib
from typing import Any

TOO_MANY_PAGES, TOO_BIG = 4, 5  # exit codes
MOST_UNPACKED = 100 * 1024**2  # bytes of all streams but pictures
MOST_OF_PICTURES = 1024**3  # bytes of all pictures: thirty pages from a scanner
MOST_PIXELS = 50_000_000
A_PIXEL = 8  # bytes, at most: four colours of sixteen bits
SLACK = 1024**2  # bytes that a picture may have more than its pixels need
PACKED_OBJECTS = re.compile(rb"/(?:ObjStm|XRef)\b")
STREAM = re.compile(rb"\bstream\r?\n")
FAR = 4096  # bytes: so far before its data a stream says what it is
AT_ONCE = 1024**2


def packed_objects_must_be_small(content: bytes) -> None:
    """Exit when objects that any reader unpacks at once would be far too big."""
    left = MOST_UNPACKED
    for found in STREAM.finditer(content):
        if PACKED_OBJECTS.search(content, max(0, found.start() - FAR), found.start()):
            left -= unpacked(memoryview(content)[found.end() :], left + 1)
            if left < 0:
                sys.exit(TOO_BIG)


def unpacked(raw: bytes | memoryview, most: int) -> int:
    """Return how many bytes deflated data unpacks to, at most `most`. Keeps none of them."""
    packer, total = zlib.decompressobj(), 0
    waiting: bytes | memoryview = raw
    try:
        while waiting and total < most and not packer.eof:
            total += len(packer.decompress(waiting, AT_ONCE))
            waiting = packer.unconsumed_tail
    except zlib.error:
        pass  # damaged: no reader gets further either
    return min(total, most)


def inflated(raw: bytes | memoryview, most: int) -> bytes:
    """Return deflated data, at most `most` bytes of it. Raises ValueError when it is none."""
    try:
        return zlib.decompressobj().decompress(raw, most)
    except zlib.error as problem:
        raise ValueError("not deflated") from problem


def _from_hex(packed: bytes, _most: int) -> bytes:
    digits = b"".join(packed.split()).partition(b">")[0].decode("ascii")
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _from_base_85(packed: bytes, _most: int) -> bytes:
    return base64.a85decode(packed.strip().removeprefix(b"<~").partition(b"~>")[0])


def _from_runs(packed: bytes, most: int) -> bytes:
    found, at, total = [], 0, 0
    while at < len(packed) and packed[at] != 128 and total < most:
        length = packed[at]
        run = packed[at + 1 : at + 2 + length] if length < 128 else packed[at + 1 : at + 2] * (257 - length)
        at += 2 + length if length < 128 else 2
        found.append(run)
        total += len(run)
    return b"".join(found)


UNDO = {
    **{"/FlateDecode": inflated, "/Fl": inflated},
    **{"/ASCIIHexDecode": _from_hex, "/AHx": _from_hex},
    **{"/RunLengthDecode": _from_runs, "/RL": _from_runs},
    **{"/ASCII85Decode": _from_base_85, "/A85": _from_base_85},
}
"""How the packings are undone by which a small stream hides a big one, one within another."""
OTHERS = {"/LZWDecode", "/LZW"}
"""A packing that nobody undoes here. Saving turns it into a deflated one: the copy is looked at once more."""


def must_be_small(source: Any, pikepdf: Any, most_pages: int) -> None:
    """Exit when there are too many pages, or when a reader would have far too much to unpack."""
    if int(source.Root.Pages.get("/Count", 0)) > most_pages or len(source.pages) > most_pages:
        sys.exit(TOO_MANY_PAGES)
    if not len(source.pages):
        sys.exit(1)
    left, left_for_pictures = MOST_UNPACKED, MOST_OF_PICTURES
    for one in source.objects:
        if not isinstance(one, pikepdf.Stream):
            continue
        if one.get("/Subtype") == "/Image":
            left_for_pictures -= _picture(one, pikepdf)
        else:
            left -= size_of(one, pikepdf, left + 1)
        if left < 0 or left_for_pictures < 0:
            sys.exit(TOO_BIG)


def _picture(image: Any, pikepdf: Any) -> int:
    """Return the bytes of a picture. Exits when it is too large, or larger than it says."""
    pixels = int(image.get("/Width", 0)) * int(image.get("/Height", 0))
    most = pixels * A_PIXEL + SLACK
    if pixels > MOST_PIXELS:
        sys.exit(TOO_BIG)
    size = size_of(image, pikepdf, most + 1)
    if size > most:
        sys.exit(TOO_BIG)
    return size


def filters_of(stream: Any, pikepdf: Any) -> list[str]:
    """Return the names of the packings of a stream, the outermost first."""
    filters = stream.get("/Filter", [])
    return [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]


def size_of(stream: Any, pikepdf: Any, most: int) -> int:
    """Return the bytes of a stream once its packings are undone, at most `most`."""
    names = filters_of(stream, pikepdf)
    raw = bytes(stream.read_raw_bytes())
    for at, name in enumerate(names):
        if name not in UNDO:
            break  # nobody here can undo it; what follows stays packed
        if UNDO[name] is inflated and at == len(names) - 1:
            return unpacked(raw, most)
        try:
            raw = UNDO[name](raw, min(most, MOST_UNPACKED + 1))
        except ValueError:
            break  # damaged: no reader gets further either
    return min(len(raw), most)


def has_others(source: Any, pikepdf: Any) -> bool:
    """Say whether something is packed in a way that is not undone here."""
    streams = (one for one in source.objects if isinstance(one, pikepdf.Stream))
    return any(OTHERS & set(filters_of(one, pikepdf)) for one in streams)
