from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class TalkForm(Form):
    """Some staff talk before a meeting."""

    submit_label = _("Save, so that everyone can see it")

    on = fields.DateField(
        label=_("When will you talk?"),
        help_text=_("You can also say so afterwards. For example, 14 5 2027."),
        error_messages={"required": _("Enter the day of the talk.")},
    )
    about = fields.TextField(
        label=_("What will you talk about?"),
        max_length=1000,
        rows=4,
        help_text=_(
            "Public contributors will read this. Say in plain words what it is about, and why you talk first."
        ),
    )
    shares_notes = fields.YesNoField(
        label=_("Will you share the notes?"),
        help_text=_("If yes, you promise to share them with all public members before the meeting begins."),
    )


class NotesForm(Form):
    """What was said in a talk before a meeting."""

    submit_label = _("Share the notes")
    notes = fields.TextField(
        label=_("What was said?"),
        max_length=10_000,
        rows=10,
        help_text=_("All public members of the project can read this. Do not name anyone who is not staff."),
    )
