import datetime as dt

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.fields import DateField, TextField
from coproduce.foundation.pages.forms import Form


class MoveForm(Form):
    """A new date, and why: the old date stays visible to both sides."""

    submit_label = _("Change the date")
    due_on = DateField(label=_("New date"), error_messages={"required": _("Enter the new date.")})
    why = TextField(
        label=_("Why does the date change?"), help_text=_("Both sides can read this."), max_length=500
    )

    def clean_due_on(self) -> dt.date:
        due_on = self.cleaned_data["due_on"]
        if due_on < clock.today():
            self.add_error("due_on", _("Enter a date that is today or later."))
        return due_on


class ReleaseForm(Form):
    """Why something is no longer owed."""

    submit_label = _("It is no longer owed")
    why = TextField(
        label=_("Why is it no longer owed?"), help_text=_("Both sides can read this."), max_length=500
    )
