from django.utils.translation import gettext_lazy as _

from contributors.people.same_person.states import Answer
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class AnswerForm(Form):
    """Whether two accounts are one person's."""

    answer = fields.RadioField(
        label=_("What did they say?"),
        choices=[
            (Answer.TWO, _("They are two people")),
            (Answer.ONE, _("They are one person")),
        ],
    )
    why = fields.TextField(
        label=_("How do you know?"), max_length=1000, rows=3, help_text=_("For example: I rang both.")
    )
    submit_label = _("Save the answer")
