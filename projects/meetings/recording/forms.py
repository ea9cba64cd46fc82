from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.states import NEED_CHOICES
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Reveal
from projects.meetings.planning.models import Meeting


class RecordReplyForm(OnBehalfForm):
    """Whether somebody can come, and with what. `seen` is the meeting as it was read to them."""

    coming = fields.YesNoField(label=_("Can they come?"), inline=False)
    helps = fields.TextField(
        label=_("Is there something new that helps them take part?"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("In their own words: what to do, never a diagnosis. Leave it empty if nothing is new."),
    )
    category = fields.SelectField(
        label=_("What kind of help is it?"),
        choices=[("", _("Choose one")), *NEED_CHOICES],
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    layout = Layout(Reveal("coming", {"yes": ["helps", "category"]}))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": str(meeting.sequence)}, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("coming") and cleaned.get("helps"):
            self.need("category", _("Choose what kind of help it is"))
        return cleaned
