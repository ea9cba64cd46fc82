from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class TalkForm(Form):
    """Some staff talk before a meeting."""

    submit_label = _("Save, so that everybody can see it")

    on = fields.DateField(
        label=_("When do you talk?"),
        help_text=_("You can also say it afterwards. For example, 14 5 2027."),
        error_messages={"required": _("Enter the day of the talk.")},
    )
    about = fields.TextField(
        label=_("What do you talk about?"),
        max_length=1000,
        rows=4,
        help_text=_("Public contributors read this. Say in plain words what is talked about, and why first."),
    )
    shares_notes = fields.YesNoField(
        label=_("Do you share the notes?"),
        help_text=_("If yes, you promise them to all public members before the meeting begins."),
    )


class NotesForm(Form):
    """What was said in a talk before a meeting."""

    submit_label = _("Share the notes")
    notes = fields.TextField(
        label=_("What was said?"),
        max_length=10_000,
        rows=10,
        help_text=_("All public members of the project can read this. Name nobody who is not staff."),
    )
