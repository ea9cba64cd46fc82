from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class NoteForm(Form):
    """A note, and who reads it. Nothing is chosen before: a note for staff must be meant."""

    submit_label = _("Save the note")

    words = fields.TextField(
        label=_("Your note"),
        max_length=2000,
        rows=4,
        help_text=_("Facts that help to work together. Nothing about health: that has its own page."),
    )
    shared = fields.RadioField(
        label=_("Who may read it?"),
        choices=[
            ("yes", _("The person, and staff who look after people")),
            ("no", _("Staff who look after people, and nobody else")),
        ],
        help_text=_("By law people can ask for a copy of all that is held about them, these notes too."),
    )
