"""Files people send: never stored as sent. A photo is redrawn, a PDF is rebuilt from its pages alone.

So no place where a photo was taken, no script and no hidden attachment is ever kept (trust S12, rows 64-75).
What people read before a meeting is cleaned in another way: see `papers`.
"""

import hashlib
import io
import re
import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Self

import pillow_heif
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps, UnidentifiedImageError

from coproduce.foundation.privacy import Privacy
from coproduce.foundation.text import clean_line
from coproduce.foundation.uploads import pdf_pages, scanner
from coproduce.foundation.uploads.word_names import WORD_FILE

pillow_heif.register_heif_opener(thumbnails=False)

JPEG, PDF, PLAIN_TEXT, MP3 = "image/jpeg", "application/pdf", "text/plain", "audio/mpeg"
MAX_BYTES = 15 * 1024**2
MAX_SIDE = 2400
"""Longest side of a stored photo in pixels: small print on a till receipt stays readable."""
# Phones take up to 50 megapixels. JPEG is read at reduced size; most others need their full size in memory.
MAX_PIXELS = dict.fromkeys(("JPEG", "MPO", "HEIF"), 50000000) | dict.fromkeys(
    ("PNG", "WEBP", "GIF"), 25000000
)
ENDINGS = {JPEG: ".jpg", PDF: ".pdf", WORD_FILE: ".docx", PLAIN_TEXT: ".txt", MP3: ".mp3"}
EXTENSIONS = {"", ".jpg", ".jpeg", ".jfif", ".png", ".webp", ".heic", ".heif", ".gif", ".pdf"}


class UploadRejected(Exception):
    """The file cannot be taken. The text says why and what to do, ready for the page."""


@dataclass(frozen=True)
class CleanFile:
    """A file that is safe to keep: our own bytes, made from what was sent."""

    content: bytes
    content_type: str
    display_name: str
    scanned: str

    @property
    def sha256(self) -> str:
        """The same file sent twice has the same value."""
        return hashlib.sha256(self.content).hexdigest()


def clean_upload(sent: "File[bytes]") -> CleanFile:
    """Return a fresh copy of a sent photo or PDF. `sent` has `name`, `size` (bytes) and `read()`.

    Raises TransitionRefused with a sentence for the person.
    """
    must_fit(sent)
    if ending_of(sent) not in EXTENSIONS:
        raise UploadRejected(_kinds())
    content = sent.read()
    if not content:
        raise UploadRejected(_("The file is empty. Choose it again, or take a new photo."))
    scanned = scan(content)
    if b"%PDF-" in content[:1024]:
        content, content_type = _clean_pdf(content), PDF
    else:
        content, content_type = redraw(content), JPEG
    return CleanFile(content, content_type, safe_name(sent.name or "", content_type), scanned)


def must_fit(sent: "File[bytes]") -> None:
    """Raise UploadRejected for a file that is too big."""
    if sent.size > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        raise UploadRejected(_("The file is too big. It can be up to %(limit)s MB.") % {"limit": limit})


def ending_of(sent: "File[bytes]") -> str:
    """Return the ending of the name of a file, in small letters, with its dot."""
    return PurePosixPath(clean_line(sent.name or "")).suffix.lower()


def _kinds() -> str:
    return _("We cannot take this kind of file. Send a photo (JPEG, PNG, HEIC, WebP or GIF) or a PDF.")


def _too_many_pixels() -> str:
    return _("The picture is too large. Take a normal photo of the receipt and send that.")


def scan(content: bytes) -> str:
    """Return what the virus scanner says. Raises UploadRejected for a virus, and when it cannot look."""
    try:
        found = scanner.scan(content)
    except scanner.Unavailable as problem:
        raise UploadRejected(_("We cannot check files right now. Try again in a few minutes.")) from problem
    if found == scanner.FOUND:
        raise UploadRejected(_("Our virus check stopped this file. Send a new photo of the receipt instead."))
    return found


def redraw(content: bytes) -> bytes:
    """Return the first frame as a new JPEG: upright, at most MAX_SIDE, no bytes of the original."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP", "GIF", "HEIF"]) as image:
            width, height = image.size
            if width * height > MAX_PIXELS[image.format or ""]:
                raise UploadRejected(_too_many_pixels())
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # JPEG only: decode near the size we keep
            image.thumbnail((MAX_SIDE, MAX_SIDE), reducing_gap=2.0)
            fresh = _on_white(ImageOps.exif_transpose(image))
    except UnidentifiedImageError as problem:
        raise UploadRejected(_kinds()) from problem
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise UploadRejected(_too_many_pixels()) from problem
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, RuntimeError, OverflowError) as problem:
        # Pillow's plugins raise all of these for files that are cut short or built to break them.
        message = _("The picture is damaged or did not arrive in full. Send it again, or take a new photo.")
        raise UploadRejected(message) from problem
    drawn = io.BytesIO()
    fresh.save(drawn, "JPEG", quality=85)
    return drawn.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Return only the pixels, as RGB; what was transparent becomes white."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        fresh = Image.new("RGB", image.size, "white")
        fresh.paste(image, mask=image.getchannel("A"))
        return fresh
    fresh = Image.new("RGB", image.size)
    fresh.paste(image.convert("RGB"))
    return fresh


def _clean_pdf(content: bytes) -> bytes:
    try:
        return pdf_pages.rebuild_in_child(content)
    except pdf_pages.CannotRebuild as problem:
        pages = _("The PDF has too many pages. Send up to %(limit)s pages.") % {"limit": pdf_pages.MAX_PAGES}
        sentences = {
            "pages": pages,
            "locked": _("The PDF has a password. Send a copy without it, or a photo of the page."),
            "broken": _("We cannot open this PDF. Send it again, or send a photo of the page."),
        }
        raise UploadRejected(sentences[problem.reason]) from problem


def safe_name(sent_name: str, content_type: str) -> str:
    """Return a name fit to show and to download: without paths, quotes, tricks or a false ending."""
    stem = re.split(r"[/\\]", clean_line(sent_name))[-1]
    known = (EXTENSIONS | set(ENDINGS.values())) - {""}
    stem = stem.rsplit(".", 1)[0] if PurePosixPath(stem).suffix.lower() in known else stem
    stem = re.sub(r'[<>:"|?*;%\u200e\u200f]', " ", stem)
    stem = re.sub(r"\s+", " ", stem).strip(" .")[:80].strip(" .")
    if not stem or re.fullmatch(r"(?i)con|prn|aux|nul|com[0-9]|lpt[0-9]", stem):
        stem = f"file {stem}".strip()
    return stem + ENDINGS[content_type]


def random_path(instance: "StoredUpload", _filename: str) -> str:
    """Return our own name for the stored file; nothing of the sent name is in it."""
    name = secrets.token_hex(16)
    return f"{instance._meta.model_name}/{name[:2]}/{name}{ENDINGS[instance.content_type]}"


class StoredUpload(models.Model):
    """A cleaned file. Apps inherit this and add whose it is; `size` is in bytes."""

    class Scanned(models.TextChoices):
        CLEAN = scanner.CLEAN, gettext_lazy("Checked for viruses")
        NOT_SCANNED = scanner.NOT_SCANNED, gettext_lazy("Not scanned")

    file = models.FileField(upload_to=random_path, max_length=200)
    display_name = models.CharField(max_length=100)
    content_type = models.CharField(max_length=20, choices=[(JPEG, "JPEG"), (PDF, "PDF")])
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    scanned = models.CharField(max_length=12, choices=Scanned)

    privacy = Privacy(personal="file display_name", internal="content_type size sha256 scanned")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_not_scanned(self) -> bool:
        """Whether nobody looked for viruses in it: staff are told before they open it."""
        return self.scanned == self.Scanned.NOT_SCANNED

    @classmethod
    def of(cls, clean: CleanFile, **fields: object) -> Self:
        """Return an unsaved row for a cleaned file; saving it writes the file under a random name."""
        return cls(
            file=ContentFile(clean.content, name="sent"),
            display_name=clean.display_name,
            content_type=clean.content_type,
            size=len(clean.content),
            sha256=clean.sha256,
            scanned=clean.scanned,
            **fields,
        )


def serve(upload: StoredUpload) -> FileResponse:
    """Return the file as a download that no browser opens inside our pages or keeps.

    The caller has checked that this person may have it, this time.
    """
    response = FileResponse(upload.file.open("rb"), as_attachment=True, filename=upload.display_name)
    response["Content-Type"] = upload.content_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
