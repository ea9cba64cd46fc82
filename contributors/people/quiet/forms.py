from typing import Any

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.states import Quiet
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form, Reveal


class QuietForm(Form):
    """When somebody wants no messages and no calls."""

    quiet = fields.RadioField(label=_("When should we not write to you or ring?"), choices=Quiet.choices)
    quiet_from = fields.TimeField(
        label=_("Quiet from"), required=False, help_text=_("For example, 8pm. By the clock where you are.")
    )
    quiet_until = fields.TimeField(label=_("Until"), required=False, help_text=_("For example, 10am"))
    layout = Layout(Reveal("quiet", {Quiet.OWN: ["quiet_from", "quiet_until"]}))
    submit_label = _("Save")
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("quiet") != Quiet.OWN:
            return cleaned | {"quiet_from": None, "quiet_until": None}
        self.need("quiet_from", _("Enter when the quiet hours begin"))
        self.need("quiet_until", _("Enter when they end"))
        if cleaned.get("quiet_from") and cleaned.get("quiet_from") == cleaned.get("quiet_until"):
            self.add_error("quiet_until", _("Enter two different times. Quiet all day is not possible."))
        return cleaned


class RecordQuietForm(OnBehalfForm, QuietForm):
    """The same, as somebody told staff."""

    quiet = fields.RadioField(
        label=_("When should we not write to them or ring?"),
        choices=[
            (Quiet.USUAL, _("at night, as usual")),
            (Quiet.OWN, _("at hours they choose")),
            (Quiet.NONE, _("never: any time is fine")),
        ],
    )
    quiet_from = fields.TimeField(
        label=_("Quiet from"), required=False, help_text=_("For example, 8pm. By the clock where they are.")
    )
    submit_label = OnBehalfForm.submit_label
