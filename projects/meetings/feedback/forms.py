from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.meetings.feedback.states import Breaks, Chair

MOST_ITEMS = 100


class MeetingFeedbackForm(Form):
    """What staff note after a meeting. Public contributors see it and may say it was different."""

    submit_label = _("Save how it went")

    pre_brief = fields.YesNoField(label=_("Did you talk with public members beforehand, to prepare?"))
    debrief = fields.YesNoField(label=_("Did you talk with public members afterwards, about how it went?"))
    chaired_by = fields.RadioField(label=_("Who chaired?"), choices=Chair.choices)
    items_all = forms.IntegerField(
        label=_("How many things were on the agenda?"), min_value=0, max_value=MOST_ITEMS
    )
    items_public = forms.IntegerField(
        label=_("How many of these came from public members?"), min_value=0, max_value=MOST_ITEMS
    )
    breaks = fields.RadioField(label=_("Were the breaks kept?"), choices=Breaks.choices)
    time_kept = fields.YesNoField(label=_("Did it end on time?"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        public, everything = self.cleaned_data.get("items_public"), self.cleaned_data.get("items_all")
        if public is not None and everything is not None and public > everything:
            self.add_error("items_public", _("This cannot be more than all the things on the agenda."))
        return self.cleaned_data


class DisputeForm(Form):
    """A public contributor says that it was different."""

    submit_label = _("Send this to the team")
    heading_field = "words"
    words = fields.TextField(
        label=_("How was it?"),
        max_length=2000,
        help_text=_(
            "The team will read what you say and answer you within 14 days. Others will not see your name."
        ),
    )


class DisputeAnswerForm(Form):
    """Staff answer somebody who says it was different."""

    submit_label = _("Send the answer")
    words = fields.TextField(
        label=_("Your answer"),
        max_length=2000,
        help_text=_("If they are right, correct the record and say so."),
    )
