from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form
from projects.checklist.states import View


class ViewForm(Form):
    """What somebody thinks of a step."""

    submit_label = _("Save what I think")

    view = fields.RadioField(
        label=_("What do you think?"),
        choices=View.choices,
        hints={
            View.AGREE: _("This step is done well enough to continue."),
            View.CONCERNS: _("Continue, but look at what I say below."),
            View.DISAGREE: _(
                "This step needs more work first. We will answer public members within 14 days."
            ),
        },
    )
    words = fields.TextField(
        label=_("In your words"),
        required=False,
        max_length=2000,
        help_text=_("Both sides can read this. You can leave it empty if you agree."),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("view") in (View.CONCERNS, View.DISAGREE):
            self.need("words", _("Say in a few words what should be different."))
        return self.cleaned_data


class AskForm(Form):
    """By when public members say what they think of a step."""

    submit_label = _("Ask them")
    answer_by = fields.DateField(
        label=_("Answer by"),
        earliest=clock.today,
        help_text=_("Until then we wait for everyone. After that, we go by what people have said."),
    )


class AnswerViewForm(Form):
    """What staff answer."""

    submit_label = _("Send your answer")
    words = fields.TextField(
        label=_("Your answer"),
        max_length=2000,
        help_text=_("Both sides can read it. You cannot change it later."),
    )
