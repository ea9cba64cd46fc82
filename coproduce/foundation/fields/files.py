"""Receipts and other photos or papers people send us."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.uploads import files as uploads
from coproduce.foundation.uploads import papers


def _kinds_and_limit() -> str:
    words = gettext("A photo (JPEG, PNG, HEIC, WebP or GIF) or a PDF. It can be up to %(limit)s MB.")
    return words % {"limit": uploads.MAX_BYTES // 1024**2}


def _papers_and_limit() -> str:
    words = gettext(
        "A Word file (.docx), a PDF, plain text, a recording (MP3 or M4A) or a photo. It can be up to "
        "%(limit)s MB."
    )
    return words % {"limit": uploads.MAX_BYTES // 1024**2}


class ReceiptField(forms.FileField):
    """A photo or PDF. Gives an `uploads.CleanFile`: a fresh copy without places, scripts or hidden parts."""

    widget = forms.FileInput
    accepts = "image/*,application/pdf,.heic,.heif"
    describe = staticmethod(_kinds_and_limit)
    missing = _("Choose a photo or PDF of the receipt")
    cleaned_by = staticmethod(uploads.clean_upload)

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or lazy(self.describe, str)()
        words = {
            "required": self.missing,
            "empty": _("The file is empty. Choose it again, or take a new photo."),
        }
        kwargs["error_messages"] = words | (kwargs.get("error_messages") or {})
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = self.accepts

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if not found or found is initial:
            return found
        try:
            return self.cleaned_by(found)
        except uploads.UploadRejected as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal


class PaperField(ReceiptField):
    """Something to read or to hear before a meeting; tags and styles stay. Gives an `uploads.CleanFile`."""

    accepts = ".docx,application/pdf,.pdf,.txt,text/plain,.mp3,.m4a,audio/mpeg,audio/mp4,image/*,.heic,.heif"
    describe = staticmethod(_papers_and_limit)
    missing = _("Choose the file.")
    cleaned_by = staticmethod(papers.clean_paper)
