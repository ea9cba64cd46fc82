"""Pictures in a Word file: no place where a photo was taken, no words hidden in a picture."""

import io

from PIL import Image, UnidentifiedImageError

from coproduce.foundation.uploads.jpeg_parts import without_metadata

MOST_PIXELS = 50_000_000
DRAWINGS = {
    "image/x-emf",
    "image/x-wmf",
    "image/emf",
    "image/wmf",
}  # lines and words: they hold no camera's data


class Unknown(Exception):
    """A picture of a kind that is not taken, or that cannot be read."""


def clean(content: bytes, kind: str) -> bytes:
    """Return a picture without what is not seen. Raises Unknown."""
    if kind in DRAWINGS:
        return content
    try:
        if kind in {"image/jpeg", "image/jpg"}:
            return without_metadata(content)
        if kind in {"image/png", "image/gif"}:
            return _redrawn(content, kind.rpartition("/")[2].upper())
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        Image.DecompressionBombError,
    ) as problem:
        raise Unknown(kind) from problem
    raise Unknown(kind)


def _redrawn(content: bytes, kind: str) -> bytes:
    with Image.open(io.BytesIO(content), formats=[kind]) as image:
        if image.size[0] * image.size[1] > MOST_PIXELS:
            raise Unknown(kind)
        fresh = image.copy()
    known = {key: fresh.info[key] for key in ("transparency", "dpi") if key in fresh.info}
    fresh.info = {}
    drawn = io.BytesIO()
    fresh.save(drawn, kind, **known)
    return drawn.getvalue()
