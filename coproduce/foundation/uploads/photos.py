"""Draw a photo anew, in a child process: upright, at most MAX_SIDE, no bytes of the original.

Run by path as a script. So no place, no maker's note, no second picture and no tail is ever kept.
"""

import io
import sys
from pathlib import Path
from typing import Any

MAX_SIDE = 2400
"""Longest side of a stored photo in pixels: small print on a till receipt stays readable."""
# Phones take up to 50 megapixels. JPEG is read at reduced size; most others need their full size in memory.
MAX_PIXELS = dict.fromkeys(("JPEG", "MPO", "HEIF"), 50000000) | dict.fromkeys(
    ("PNG", "WEBP", "GIF"), 25000000
)
MEMORY = 2 * 1024**3  # address space of the child, bytes; threads of the HEIF reader take much of it
UNKNOWN, TOO_MANY_PIXELS = 6, 7  # exit codes; any other failure means damaged


def redraw(content: bytes) -> bytes:
    """Return the first frame as a new JPEG. Exits with UNKNOWN or TOO_MANY_PIXELS; lets other errors out."""
    import warnings

    from PIL import Image, ImageOps, UnidentifiedImageError

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if content[4:8] == b"ftyp":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        with Image.open(io.BytesIO(content), formats=_kinds(Image)) as image:
            width, height = image.size
            if width * height > MAX_PIXELS[image.format or ""]:
                sys.exit(TOO_MANY_PIXELS)
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # JPEG only: decode near the size we keep
            image.thumbnail((MAX_SIDE, MAX_SIDE), reducing_gap=2.0)
            fresh = _on_white(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        sys.exit(UNKNOWN)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        sys.exit(TOO_MANY_PIXELS)
    drawn = io.BytesIO()
    fresh.save(drawn, "JPEG", quality=85)
    return drawn.getvalue()


def _kinds(pillow: Any) -> list[str]:
    pillow.init()
    return [kind for kind in ("JPEG", "PNG", "WEBP", "GIF", "HEIF") if kind in pillow.OPEN]


def _on_white(image: Any) -> Any:
    """Return only the pixels, as RGB; what was transparent becomes white."""
    from PIL import Image

    if image.has_transparency_data:
        image = image.convert("RGBA")
        fresh = Image.new("RGB", image.size, "white")
        fresh.paste(image, mask=image.getchannel("A"))
        return fresh
    fresh = Image.new("RGB", image.size)
    fresh.paste(image.convert("RGB"))
    return fresh


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parent))  # a child knows no package, only what stands beside it
    import child_limits  # type: ignore[import-not-found]

    child_limits.run(redraw, memory=MEMORY)
