from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.meetings.glossary.rules import letters_of


def _word(**kwargs: Any) -> fields.LineField:
    return fields.LineField(max_length=80, **kwargs)


class AskWordForm(Form):
    """Somebody does not understand a word."""

    submit_label = _("Ask what it means")
    heading_field = "word"
    word = _word(
        label=_("Which word do you not understand?"),
        help_text=_(
            "Staff will explain it within 14 days. Other public members will not see that you asked."
        ),
    )

    def clean_word(self) -> str:
        word = self.cleaned_data["word"]
        if not letters_of(word):
            raise ValidationError(_("Enter the word."))
        return word


class ExplainForm(Form):
    """What a word means."""

    submit_label = _("Save what it means")
    explanation = fields.TextField(
        label=_("What does it mean?"),
        max_length=1000,
        rows=4,
        help_text=_("In plain words, as you would say it to a friend. Spell out short forms."),
    )


class AddWordForm(ExplainForm, AskWordForm):
    """A word with what it means."""

    submit_label = _("Add it to the list")
    heading_field = ""
    word = _word(label=_("The word"))
