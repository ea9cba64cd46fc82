"""Receipts and other photos or papers people send us."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.uploads import files as uploads


def _kinds_and_limit() -> str:
    words = gettext("A photo (JPEG, PNG, HEIC, WebP or GIF) or a PDF. It can be up to %(limit)s MB.")
    return words % {"limit": uploads.MAX_BYTES // 1024**2}


class ReceiptField(forms.FileField):
    """A photo or PDF. Gives an `uploads.CleanFile`: a fresh copy without places, scripts or hidden parts."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or lazy(_kinds_and_limit, str)()
        words = {
            "required": _("Choose a photo or PDF of the receipt"),
            "empty": _("The file is empty. Choose it again, or take a new photo."),
        }
        kwargs["error_messages"] = words | (kwargs.get("error_messages") or {})
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = "image/*,application/pdf,.heic,.heif"

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if not found or found is initial:
            return found
        try:
            return uploads.clean_upload(found)
        except uploads.UploadRejected as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal
