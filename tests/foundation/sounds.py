"""Recordings as phones make them, with what they tell about people beside the sound."""

import struct

SECRET = b"Rosa Quill, 1 Canal Row"
PIECES = [bytes([number]) * (20 + number % 7) for number in range(1, 121)]
"""What stands for a hundred and twenty pieces of AAC: nobody plays it."""


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), name) + body


def full(name: bytes, says: bytes) -> bytes:
    return box(name, bytes(4), says)


def mp3(frames: int = 8) -> bytes:
    """Frames of 417 bytes: 128 kbit/s, 44.1 kHz."""
    return b"".join(b"\xff\xfb\x90\x00" + bytes([number]) * 413 for number in range(1, frames + 1))


def m4a(*, in_runs_of: int = 50, wide: bool = False, kinds: tuple[bytes, ...] = (b"soun",), **tables: bytes):
    """Return a recording in runs with something hidden between them. `tables` puts others in their place."""
    first = box(b"ftyp", b"M4A \0\0\0\0M4A ") + box(b"free", SECRET)
    runs = [PIECES[start : start + in_runs_of] for start in range(0, len(PIECES), in_runs_of)]
    starts, data = [], b""
    for run in runs:
        data += SECRET
        starts.append(len(data))
        data += b"".join(run)
    size = 0
    for _twice in range(2):  # the boxes say where the sound begins, and are as long as they are
        begins = len(first) + size + 8
        offsets = [begins + place for place in starts]
        movie = _movie(runs, offsets, wide=wide, kinds=kinds, tables=tables)
        size = len(movie)
    return first + movie + box(b"mdat", data + SECRET)


def _movie(runs, offsets, *, wide, kinds, tables) -> bytes:
    named = box(b"udta", box(b"meta", bytes(4), box(b"ilst", box(b"\xa9nam", SECRET))))
    tracks = [_track(kind, runs, offsets, wide=wide, tables=tables) for kind in kinds]
    head = struct.pack(">IIIIII", 0, 3_800_000_000, 3_800_000_000, 44_100, 123 * 1024, 0x10000)
    return box(b"moov", box(b"mvhd", head, bytes(76)), *tracks, named, box(b"uuid", SECRET))


def _track(kind: bytes, runs, offsets, *, wide: bool, tables: dict[str, bytes]) -> bytes:
    decoder = bytes.fromhex("03190000000411401500000000012c000001f40005021210060102")
    entry = struct.pack(">6xH8xHHII", 1, 2, 16, 0, 44_100 << 16)
    last = len(runs[-1])
    each = struct.pack(">IIIIIII", 2, 1, len(runs[0]), 1, len(runs), last, 1)
    boxes = {
        "stsd": full(b"stsd", struct.pack(">I", 1) + box(b"mp4a", entry, full(b"esds", decoder))),
        "stts": full(b"stts", struct.pack(">III", 1, len(PIECES), 1024)),
        "stsc": full(b"stsc", each),
        "stsz": full(b"stsz", struct.pack(f">II{len(PIECES)}I", 0, len(PIECES), *map(len, PIECES))),
        "stco": full(b"co64", struct.pack(f">I{len(offsets)}Q", len(offsets), *offsets))
        if wide
        else full(b"stco", struct.pack(f">I{len(offsets)}I", len(offsets), *offsets)),
    } | tables
    scale = struct.pack(">IIIIIHH", 0, 3_800_000_000, 3_800_000_000, 44_100, 123 * 1024, 0x15C7, 0)
    handler = box(b"hdlr", struct.pack(">II4s12x", 0, 0, kind), SECRET + b"\0")
    inside = box(b"minf", full(b"smhd", bytes(4)), box(b"stbl", *boxes.values()))
    return box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", box(b"mdhd", scale), handler, inside))
