"""Files people send: never stored as sent. A photo is redrawn, a PDF is rebuilt from its pages alone.

So no place where a photo was taken, no script and no hidden attachment is ever kept (trust S12, rows 64-75).
What people read before a meeting is cleaned in another way: see `papers`.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Self

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation.privacy import Privacy
from coproduce.foundation.text import clean_line
from coproduce.foundation.uploads import child, pdf_pages, photos, scanner
from coproduce.foundation.uploads.word_names import WORD_FILE

JPEG, PDF, PLAIN_TEXT, MP3, M4A = "image/jpeg", "application/pdf", "text/plain", "audio/mpeg", "audio/mp4"
SOUNDS = {".mp3": MP3, ".m4a": M4A}
PAPER_TYPES = [
    *[(JPEG, "JPEG"), (PDF, "PDF"), (WORD_FILE, "Word"), (PLAIN_TEXT, gettext_lazy("text"))],
    *[(MP3, "MP3"), (M4A, "M4A")],
]
"""What something to read or to hear is kept as, for the `content_type` of its model."""
MAX_BYTES = 15 * 1024**2
MAX_SIDE = photos.MAX_SIDE
ENDINGS = {JPEG: ".jpg", PDF: ".pdf", WORD_FILE: ".docx", PLAIN_TEXT: ".txt", MP3: ".mp3", M4A: ".m4a"}
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
    damaged = _("The picture is damaged or did not arrive in full. Send it again, or take a new photo.")
    sentences = {photos.UNKNOWN: _kinds(), photos.TOO_MANY_PIXELS: _too_many_pixels()}
    return in_child(content, photos.__file__, sentences, otherwise=damaged)


def in_child(content: bytes, script: str, sentences: dict[int, str], *, otherwise: str) -> bytes:
    """Return what a script makes of a file. Raises UploadRejected with the sentence for its exit code."""
    try:
        return child.cleaned(content, script)
    except child.CannotClean as problem:
        raise UploadRejected(sentences.get(problem.code, otherwise)) from problem
    except child.Busy as problem:
        raise UploadRejected(too_busy()) from problem


def too_busy() -> str:
    """Return what to do when too many files come at once."""
    return _("Many people are sending files right now. Wait a minute, then send it again.")


def _clean_pdf(content: bytes) -> bytes:
    sentences = {
        pdf_pages.TOO_MANY_PAGES: _("The PDF has too many pages. Send up to %(limit)s pages.")
        % {"limit": pdf_pages.MAX_PAGES},
        pdf_pages.LOCKED: _("The PDF has a password. Send a copy without it, or a photo of the page."),
        pdf_pages.TOO_BIG: _("The PDF is far too big once it is unpacked. Send a photo of the page instead."),
        pdf_pages.HIDDEN_PICTURE: _(
            "We cannot check a picture in this PDF. Print it as a PDF again, or send a photo of the page."
        ),
    }
    broken = _("We cannot open this PDF. Send it again, or send a photo of the page.")
    return in_child(content, pdf_pages.__file__, sentences, otherwise=broken)


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
