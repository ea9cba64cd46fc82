from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.scope.models import Scale
from projects.scope.scales import rules
from projects.scope.scales.rules import ReadLevel

MOST_BYTES = 500_000
SALT = "scope.scale"


class ChooseForm(Form):
    """Which scale an organisation decides on."""

    submit_label = _("Use this scale")

    scale = fields.RadioField(label=_("Which scale do you use?"), choices=())

    def __init__(self, *args: Any, scales: Iterable[Scale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scales = {scale.ref: scale for scale in scales}
        field = self.field("scale", forms.ChoiceField)
        field.choices = [(ref, scale.name) for ref, scale in self.scales.items()]
        field.hints = {ref: _levels(scale) for ref, scale in self.scales.items()}  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Scale:
        return self.scales[self.cleaned_data["scale"]]


def _levels(scale: Scale) -> str:
    return ", ".join(level.name for level in scale.levels.all())


class UploadForm(Form):
    """An organisation's own scale, from a file."""

    submit_label = _("Read the file")

    name = fields.LineField(label=_("What is the scale called?"), max_length=120)
    source = fields.LineField(
        label=_("Where does it come from?"),
        max_length=300,
        help_text=_("For example, the document it stands in and its year. People can read this."),
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "A CSV or Excel (XLSX) file. The first row names the columns: level, stands_for and promise. "
            "Each further row is one level, the one with the least power for people first. "
            "“stands_for” is one of: co-produce, co-design, involve, inform only."
        ),
        error_messages={
            "required": _("Choose the file with the levels."),
            "empty": _("The file is empty. Choose it again."),
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        sent = cleaned.get("file")
        if sent and sent.size > MOST_BYTES:
            self.add_error("file", _("This file is too large for a scale."))
        elif sent:
            try:
                cleaned["levels"] = rules.read(sent.read())
            except rules.ScaleUnreadable as refusal:
                self.add_error("file", str(refusal))
        return cleaned

    @property
    def packed(self) -> str:
        """What was read, signed, for the page on which it is checked."""
        data = self.cleaned_data
        levels = [[level.name, level.stands_for, level.promise] for level in data["levels"]]
        return signing.dumps([data["name"], data["source"], levels], salt=SALT, compress=True)


class CheckForm(Form):
    """The button that adds the scale as it was read."""

    submit_label = _("Add this scale")

    packed = forms.CharField(widget=forms.HiddenInput)

    def clean_packed(self) -> dict[str, Any]:
        try:
            name, source, levels = signing.loads(self.cleaned_data["packed"], salt=SALT, max_age=86_400)
        except signing.BadSignature as problem:
            raise forms.ValidationError(_("We cannot use this any more. Choose the file again.")) from problem
        return {"name": name, "source": source, "levels": [ReadLevel(*level) for level in levels]}
