from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.roles.farewell.states import LetterKind


class AskLetterForm(Form):
    """Which of the two somebody would like, and whether it says how much time they gave."""

    submit_label = _("Ask for it")

    kind = fields.RadioField(label=_("What would you like?"), choices=LetterKind.choices)
    with_hours = fields.CheckboxField(
        label=_("Say how many hours of meetings I came to"),
        required=False,
        help_text=_("Only if you want it. It counts the meetings that we have noted."),
    )


class RecordLetterForm(OnBehalfForm):
    """The same, as somebody told us."""

    kind = fields.RadioField(label=_("What would they like?"), choices=LetterKind.choices)
    with_hours = fields.CheckboxField(
        label=_("It says how many hours of meetings they came to"), required=False
    )
