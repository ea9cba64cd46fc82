from django.utils.translation import gettext_lazy as _

from coproduce.foundation.pages.forms import ModelForm
from projects.meetings.reminding.models import MeetingSettings


class ReminderForm(ModelForm):
    """How many days before a meeting people are reminded."""

    class Meta:
        model = MeetingSettings
        fields = ["remind_days"]
        labels = {"remind_days": _("How many days before a meeting do we remind people?")}
        help_texts = {
            "remind_days": _(
                "Letters are written 5 working days earlier, calls and texts 2, so that they come in time."
            )
        }
