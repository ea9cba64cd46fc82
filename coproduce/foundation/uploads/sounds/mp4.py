"""M4A, as phones record it: boxes in boxes. The sound is taken out and put into boxes of our own.

So nothing is left of names, places, days, pictures, further tracks and what lies between the pieces.
The boxes are those of ISO/IEC 14496-12 and -14. Only AAC in one piece is taken.
"""

import struct
from collections.abc import Iterator

from coproduce.foundation.uploads.sounds import NotASound

MOST_PIECES = 2_000_000
"""More than a day of sound; a table that says more is a trap."""
HEAD_OF_SOUND = 28  # bytes of a sound's description before its own boxes
MOST_OF_DECODER = 128  # bytes; AAC needs some forty
UNITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def sound_of(content: bytes) -> bytes:
    """Return a new M4A with the one track of sound. Raises NotASound."""
    try:
        return _remade(memoryview(content))
    except (struct.error, IndexError, ValueError, KeyError) as problem:
        raise NotASound from problem


def _remade(content: memoryview) -> bytes:
    track = _sound_track(_one(content, b"moov"))
    media = _one(track, b"mdia")
    table = _one(_one(media, b"minf"), b"stbl")
    description = _description(_one(table, b"stsd"))
    sizes = _sizes(_one(table, b"stsz"))
    if not 0 < sum(sizes) <= len(content):  # the same bytes many times over
        raise NotASound
    sound = b"".join(_pieces(content, table, sizes))
    times = _times(_one(table, b"stts"), len(sizes))
    scale, lasts = _length(_one(media, b"mdhd"))
    return _written(description, sizes, times, sound, scale, lasts)


# --- reading -----------------------------------------------------------------


def _boxes(content: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    place = 0
    while place + 8 <= len(content):
        size, name = struct.unpack_from(">I4s", content, place)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, place + 8)
            head = 16
        size = size or len(content) - place
        if size < head or place + size > len(content):
            raise NotASound
        yield name, content[place + head : place + size]
        place += size


def _one(content: memoryview, name: bytes) -> memoryview:
    """Return the only box of a name. Raises NotASound where there are none, or several."""
    found = [box for one, box in _boxes(content) if one == name]
    if len(found) != 1:
        raise NotASound
    return found[0]


def _sound_track(movie: memoryview) -> memoryview:
    tracks = [box for name, box in _boxes(movie) if name == b"trak"]
    sound = [one for one in tracks if bytes(_one(_one(one, b"mdia"), b"hdlr")[8:12]) == b"soun"]
    if len(sound) != 1:
        raise NotASound
    return sound[0]


def _description(box: memoryview) -> bytes:
    """Return what kind of sound it is, made anew: AAC, and how to read it."""
    (number,) = struct.unpack_from(">I", box, 4)
    entry = _one(box[8:], b"mp4a")
    (version,) = struct.unpack_from(">H", entry, 8)
    if number != 1 or version != 0:
        raise NotASound
    channels, bits, _quiet, hertz = struct.unpack_from(">HHII", entry, 16)
    decoder = bytes(_one(entry[HEAD_OF_SOUND:], b"esds"))
    if len(decoder) > MOST_OF_DECODER:
        raise NotASound
    return _box(b"mp4a", struct.pack(">6xH8xHHII", 1, channels, bits, 0, hertz), _box(b"esds", decoder))


def _sizes(box: memoryview) -> list[int]:
    """Return how many bytes each piece of sound has."""
    each, number = struct.unpack_from(">II", box, 4)
    if number > MOST_PIECES:
        raise NotASound
    return [each] * number if each else list(struct.unpack_from(f">{number}I", box, 12))


def _pieces(content: memoryview, table: memoryview, sizes: list[int]) -> Iterator[bytes]:
    """Yield the sound, run by run: a table says where each run begins, another how many pieces it has."""
    boxes = dict(_boxes(table))
    wide = b"co64" in boxes
    box = boxes[b"co64" if wide else b"stco"]
    (runs,) = struct.unpack_from(">I", box, 4)
    if runs > len(sizes):
        raise NotASound
    starts = struct.unpack_from(f">{runs}{'Q' if wide else 'I'}", box, 8)
    taken = 0
    for start, number in zip(starts, _in_each_run(boxes[b"stsc"], runs), strict=True):
        length = sum(sizes[taken : taken + number])
        taken += number
        if start + length > len(content):
            raise NotASound
        yield bytes(content[start : start + length])
    if taken != len(sizes):
        raise NotASound


def _in_each_run(box: memoryview, runs: int) -> Iterator[int]:
    (number,) = struct.unpack_from(">I", box, 4)
    if not 0 < number <= runs:
        raise NotASound
    rows = [struct.unpack_from(">III", box, 8 + 12 * row) for row in range(number)]
    firsts = [first for first, _number, _which in rows]
    if firsts[0] != 1 or firsts != sorted(set(firsts)) or firsts[-1] > runs:
        raise NotASound
    for (first, pieces, _which), after in zip(rows, [*firsts[1:], runs + 1], strict=True):
        yield from [pieces] * (after - first)


def _times(box: memoryview, pieces: int) -> bytes:
    """Return the table of how long each piece lasts. Raises NotASound when it counts others."""
    (number,) = struct.unpack_from(">I", box, 4)
    if number > pieces:
        raise NotASound
    rows = struct.unpack_from(f">{number * 2}I", box, 8)
    if sum(rows[::2]) != pieces:
        raise NotASound
    return struct.pack(f">II{number * 2}I", 0, number, *rows)


def _length(box: memoryview) -> tuple[int, int]:
    """Return (parts of a second, how many of them it lasts); the days in the box stay behind."""
    scale, lasts = struct.unpack_from(">IQ" if box[0] else ">II", box, 20 if box[0] else 12)
    return scale, lasts


# --- writing -----------------------------------------------------------------


def _box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), name) + body


def _written(
    description: bytes, sizes: list[int], times: bytes, sound: bytes, scale: int, lasts: int
) -> bytes:
    first = _box(b"ftyp", b"M4A \0\0\0\0M4A mp42isom")

    def movie(start: int) -> bytes:
        table = _box(
            b"stbl",
            _box(b"stsd", struct.pack(">II", 0, 1), description),
            _box(b"stts", times),
            _box(b"stsc", struct.pack(">IIIII", 0, 1, 1, len(sizes), 1)),
            _box(b"stsz", struct.pack(f">III{len(sizes)}I", 0, 0, len(sizes), *sizes)),
            _box(b"stco", struct.pack(">III", 0, 1, start)),
        )
        return _box(b"moov", _movie_head(scale, lasts), _track(table, scale, lasts))

    start = len(first) + len(movie(0)) + 8
    return first + movie(start) + _box(b"mdat", sound)


def _movie_head(scale: int, lasts: int) -> bytes:
    says = struct.pack(">I16xIQ", 1 << 24, scale, lasts) + struct.pack(">IH10x", 0x10000, 0x100)
    return _box(b"mvhd", says, UNITY, bytes(24), struct.pack(">I", 2))


def _track(table: bytes, scale: int, lasts: int) -> bytes:
    head = struct.pack(">I16xII", 1 << 24 | 7, 1, 0) + struct.pack(">Q8xHHH2x", lasts, 0, 0, 0x100)
    media = _box(
        b"mdia",
        _box(b"mdhd", struct.pack(">I16xIQHH", 1 << 24, scale, lasts, 0x55C4, 0)),  # in no language
        _box(b"hdlr", struct.pack(">II4s12xB", 0, 0, b"soun", 0)),
        _box(
            b"minf",
            _box(b"smhd", bytes(8)),
            _box(b"dinf", _box(b"dref", struct.pack(">II", 0, 1), _box(b"url ", struct.pack(">I", 1)))),
            table,
        ),
    )
    return _box(b"trak", _box(b"tkhd", head, UNITY, bytes(8)), media)
