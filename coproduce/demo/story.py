"""How a story is told: "so many days ago, at this hour, this happened"."""

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from coproduce.foundation import clock
from coproduce.foundation.notifications.sending import delivery
from coproduce.foundation.uploads.files import CleanFile, clean_upload


@contextmanager
def ago(days: int, hour: int = 11) -> Iterator[dt.date]:
    """Let it be `days` days ago at `hour` o'clock UK time. What was written that day is sent that day."""
    day = clock.today() - dt.timedelta(days=days)
    with clock.pretend(moment(day, hour)):
        yield day
        delivery.deliver_due()


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """Return a time on the UK clock."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=clock.UK)


def weekday_from(day: dt.date, days: int, weekday: int) -> dt.date:
    """Return the first given weekday (Monday is 0) that is at least `days` days after `day`."""
    found = day + dt.timedelta(days=days)
    while found.weekday() != weekday:
        found += dt.timedelta(days=1)
    return found


def receipt(shop: str, amount: str) -> CleanFile:
    """Return a photo of a receipt, cleaned as an upload is."""
    picture = Image.new("RGB", (600, 800), "#fdfdf8")
    draw = ImageDraw.Draw(picture)
    for line, words in enumerate((shop, "", f"TOTAL  {amount}", "", "Thank you for travelling with us")):
        draw.text((60, 80 + line * 60), words, fill="#222222", font_size=32)
    file = io.BytesIO()
    picture.save(file, "JPEG")
    return clean_upload(SimpleUploadedFile("receipt.jpg", file.getvalue(), "image/jpeg"))
