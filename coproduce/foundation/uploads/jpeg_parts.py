"""The parts of a JPEG that make its picture. Used by children that clean files; imports nothing of ours."""

import re

_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # not stuffing, restart or fill
SCAN, END, COLOURS = 0xDA, 0xD9, 0xEE
DRAWS = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD} - {0xC8}
"""Frames, tables and scans: what a reader needs to draw. All others tell, or hold a second picture."""


def without_metadata(jpeg: bytes) -> bytes:
    """Return a JPEG of its frames, tables and scans alone: no EXIF, XMP or GPS, no thumbnail, words or tail.

    Of what programs add, a plain JFIF head stays, and how colours are coded. Raises ValueError when it is
    not a JPEG.
    """
    if jpeg[:2] != b"\xff\xd8":
        raise ValueError("not a JPEG")
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == SCAN:  # its header, then data up to the next real marker
            found = _NEXT_MARKER.search(jpeg, end)
            end = found.start() if found else len(jpeg)
        kept.append(jpeg[at:end] if marker in DRAWS else _plain(marker, jpeg[at + 4 : end]))
        at = end
        if jpeg[at : at + 2] == b"\xff\xd9":
            return b"".join([*kept, b"\xff\xd9"])
    raise ValueError("no whole picture in the JPEG")


def _plain(marker: int, payload: bytes) -> bytes:
    """Return what stays of a segment that draws nothing: the head of JFIF, no thumbnail, or nothing."""
    if marker == 0xE0 and payload.startswith(b"JFIF\0") and len(payload) >= 14:
        return b"\xff\xe0\x00\x10" + payload[:12] + b"\0\0"
    if marker == COLOURS and payload.startswith(b"Adobe") and len(payload) >= 12:
        return b"\xff\xee\x00\x0e" + payload[:12]
    return b""
