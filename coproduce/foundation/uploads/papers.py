"""Papers people read before a meeting: PDF, Word, plain text, audio or a photo, cleaned but still readable.

A tagged PDF stays tagged and a Word file keeps its styles: whoever reads with a screen reader needs them.
"""

from django.core.files import File
from django.utils.translation import gettext as _

from coproduce.foundation.text import clean_text
from coproduce.foundation.uploads import files, pdf_pages, pdf_papers, word_papers
from coproduce.foundation.uploads.files import CleanFile, UploadRejected
from coproduce.foundation.uploads.scripts import word as word_script
from coproduce.foundation.uploads.sounds import NotASound, mp3, mp4
from coproduce.foundation.uploads.word_names import WORD_FILE

ENDINGS = files.EXTENSIONS | {".docx", ".txt", *files.SOUNDS}
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Word before 2007 begin, and every Word file with a password."""


def clean_paper(sent: "File[bytes]") -> CleanFile:
    """Return a clean copy of something to read or to hear. `sent` has `name`, `size` (bytes) and `read()`.

    Raises UploadRejected with a sentence for whoever sent it.
    """
    files.must_fit(sent)
    ending = files.ending_of(sent)
    content = sent.read()
    if not content:
        raise UploadRejected(_("The file is empty. Choose it again."))
    if content.startswith(OLD_WORD):
        raise UploadRejected(
            _("This is an old Word file, or it has a password. Save it as .docx, without a password.")
        )
    if ending in {".docm", ".dotm"}:
        raise UploadRejected(_refusal("macros"))
    if ending not in ENDINGS:
        raise UploadRejected(_kinds())
    scanned = files.scan(content)
    content, content_type = _cleaned(content, ending)
    return CleanFile(content, content_type, files.safe_name(sent.name or "", content_type), scanned)


def _cleaned(content: bytes, ending: str) -> tuple[bytes, str]:
    if b"%PDF-" in content[:1024]:
        return _clean_pdf(content), files.PDF
    if content.startswith(b"PK\x03\x04"):
        return _clean_word(content), WORD_FILE
    if ending == ".txt":
        return _clean_text(content), files.PLAIN_TEXT
    if ending in files.SOUNDS:
        return _clean_sound(content, ending), files.SOUNDS[ending]
    if ending == ".docx":
        raise UploadRejected(_refusal("broken"))
    return files.redraw(content), files.JPEG


def _kinds() -> str:
    return _(
        "We cannot take this kind of file. Send a Word file (.docx), a PDF, plain text, a recording "
        "(MP3 or M4A) or a photo."
    )


def _clean_pdf(content: bytes) -> bytes:
    sentences = {
        pdf_pages.TOO_MANY_PAGES: _(
            "The PDF has too many pages. Send up to %(limit)s pages, or send it in parts."
        )
        % {"limit": pdf_papers.MAX_PAGES},
        pdf_pages.LOCKED: _("The PDF has a password. Send a copy without it."),
        pdf_pages.TOO_BIG: _(
            "The PDF is far too big once it is unpacked. Save it anew from where it was written."
        ),
        pdf_pages.HIDDEN_PICTURE: _(
            "We cannot check a picture in this PDF. Save it anew from where it was written, as a PDF."
        ),
    }
    broken = _("We cannot open this PDF. Save it anew from where it was written, then send that.")
    return files.in_child(content, pdf_papers.__file__, sentences, otherwise=broken)


def _clean_word(content: bytes) -> bytes:
    sentences = {code: _refusal(reason) for code, reason in word_script.CODES.items()}
    return files.in_child(
        content, word_script.__file__, sentences, otherwise=sentences[word_script.FIRST_CODE]
    )


def _refusal(reason: str) -> str:
    """Return what to do about a Word file that cannot be taken."""
    sentences = {
        "macros": _("This Word file has macros in it. Save it as .docx, without macros, and send that."),
        "unsettled": _(
            "This Word file has tracked changes or comments in it. In Word, under Review, accept or reject"
            " all changes and delete all comments. Then save it and send it again."
        ),
        "pages": _("The Word file has too many pages. Send up to %(limit)s pages, or send it in parts.")
        % {"limit": word_papers.MAX_PAGES},
        "big": _(
            "The Word file is far too big once it is unpacked. Make its pictures smaller, or send a PDF."
        ),
        "picture": _(
            "A picture in this Word file cannot be checked. Put it in as JPEG or PNG, or send a PDF."
        ),
        "broken": _("We cannot open this Word file. Save it anew in Word as .docx, or send a PDF."),
    }
    return sentences[reason]


def _clean_text(content: bytes) -> bytes:
    """Return plain text as UTF-8 with no characters that cannot be shown."""
    for coding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            found = clean_text(content.decode(coding))
        except UnicodeDecodeError:
            continue
        if found:
            return found.encode()
    raise UploadRejected(_("We cannot read this text. Save it as plain text (UTF-8) and send that."))


def _clean_sound(content: bytes, ending: str) -> bytes:
    """Return the sound alone: what stands beside it tells who made it, and may hold pictures."""
    try:
        return (mp3 if ending == ".mp3" else mp4).sound_of(content)
    except NotASound as problem:
        raise UploadRejected(_("We cannot read this sound. Save it as MP3 and send that.")) from problem
