from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.pages.forms import Form
from projects.resources.spreadsheet import rules


class UploadForm(Form):
    """A spreadsheet of the plan that was worked on."""

    submit_label = _("Read the file")

    file = forms.FileField(
        label=_("The spreadsheet"),
        help_text=_("An .xlsx file of up to 2 MB that you took out here. The plan does not change yet."),
        error_messages={
            "required": _("Choose the spreadsheet."),
            "empty": _("The file is empty. Choose it again."),
        },
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        sent = self.cleaned_data.get("file")
        if sent:
            content = sent.read(rules.MOST_BYTES + 1)
            try:
                if len(content) > rules.MOST_BYTES:
                    raise rules.Unreadable(_("The file is too big."))
                self.cleaned_data["rows"] = list(rules.read(content))
            except rules.Unreadable as refusal:
                self.add_error("file", str(refusal))
        return self.cleaned_data
