from typing import Any

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import RadioField, TextField
from coproduce.foundation.pages.forms import Form, Reveal
from expenses.payments.questions.states import Answer


class ReplyForm(Form):
    """What finance answers the payee."""

    words = TextField(
        label=_("Your answer"),
        max_length=2000,
        help_text=_("The person will read this exactly as you write it."),
    )
    submit_label = _("Send the answer")


class ConfirmForm(Form):
    """Did it come?"""

    answer = RadioField(label=_("Did it arrive?"), choices=Answer.choices)
    words = TextField(
        label=_("What is wrong with the amount?"),
        max_length=1000,
        required=False,
        help_text=_("A few words are enough."),
    )
    layout = Layout(Reveal("answer", {Answer.WRONG: ["words"]}))
    submit_label = _("Tell us")
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.WRONG:
            self.need("words", _("Tell us what is wrong with the amount."))
        return cleaned
