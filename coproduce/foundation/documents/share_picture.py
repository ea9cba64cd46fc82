"""The picture that is shown where somebody shares the address of a page. Drawn here; nobody else is asked."""

import io
import textwrap
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
MARGIN = 70
BLUE, WHITE, PALE = (0x00, 0x5E, 0xB8), (0xFF, 0xFF, 0xFF), (0xD8, 0xE6, 0xF4)
WIDE, MOST_LINES = 34, 5


@lru_cache(maxsize=64)
def draw(title: str, body: str, below: str) -> bytes:
    """Return a PNG with a title, whose it is above it and one line below."""
    image = Image.new("P", SIZE)
    image.putpalette([*BLUE, *WHITE, *PALE])
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    pen.text((MARGIN, MARGIN), _one_line(body, 52), fill=2, font=ImageFont.load_default(38))
    lines = textwrap.wrap(title, WIDE, max_lines=MOST_LINES, placeholder=" …") or [""]
    pen.multiline_text(
        (MARGIN, MARGIN + 90), "\n".join(lines), fill=1, font=ImageFont.load_default(62), spacing=14
    )
    pen.text((MARGIN, SIZE[1] - MARGIN - 44), _one_line(below, 52), fill=2, font=ImageFont.load_default(38))
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _one_line(text: str, longest: int) -> str:
    return textwrap.shorten(text, longest, placeholder=" …")
