from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class AskAgainForm(Form):
    """Why somebody does not agree, if they want to say."""

    words = fields.TextField(
        label=_("What should we look at again?"),
        max_length=1000,
        rows=4,
        required=False,
        help_text=_("You do not have to say. Someone else will look at all of it."),
    )
    submit_label = _("Ask for a second look")


class RecordAnswerForm(OnBehalfForm):
    """What somebody answered to our question about a claim."""

    words = fields.TextField(label=_("What did they answer?"), max_length=2000, rows=4)


class RecordAskAgainForm(OnBehalfForm):
    """Why somebody does not agree with a refusal."""

    words = fields.TextField(
        label=_("What should we look at again?"), max_length=1000, rows=4, required=False
    )


class SecondLookForm(Form):
    """What the second look found."""

    stands = fields.YesNoField(label=_("Does the first answer stand?"))
    answer = fields.TextField(
        label=_("Your answer to them"), max_length=1000, rows=4, help_text=_("They will read this.")
    )
    submit_label = _("Send the answer")
