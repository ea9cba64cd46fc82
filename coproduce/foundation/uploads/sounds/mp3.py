"""MP3: a row of frames of sound. What stands before, between and after them is left behind.

The layout of a frame's first four bytes is that of ISO/IEC 11172-3 and 13818-3.
"""

from coproduce.foundation.uploads.sounds import NotASound

KBITS = {  # by version (1, or 2 and 2.5) and layer: thousands of bits a second
    (1, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
IN_A_ROW = 3
"""So many frames follow each other where there is sound; chance makes one or two."""


def sound_of(content: bytes) -> bytes:
    """Return the frames of an MP3 alone. Raises NotASound."""
    found, place = [], 0
    while (place := content.find(b"\xff", place)) >= 0:
        end = _end_of_run(content, place)
        if end is None:
            place += 1
            continue
        found.append(content[place:end])
        place = end
    if not found:
        raise NotASound
    return b"".join(found)


def _end_of_run(content: bytes, place: int) -> int | None:
    """Return where the frames that begin here end; None where there are too few to be sound."""
    frames = 0
    while (length := frame_length(content[place : place + 4])) and place + length <= len(content):
        place += length
        frames += 1
    return place if frames >= IN_A_ROW else None


def frame_length(head: bytes) -> int:
    """Return how many bytes a frame has that begins with these four; 0 for what is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] < 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    rate, step = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 4 or rate in (0, 15) or step == 3:
        return 0
    bits = KBITS[1 if version == 3 else 2, layer][rate] * 1000
    hertz, padding = HERTZ[version][step], head[2] >> 1 & 1
    if layer == 1:
        return (12 * bits // hertz + padding) * 4
    return (72 if layer == 3 and version != 3 else 144) * bits // hertz + padding
