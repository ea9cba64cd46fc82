"""One question a page. Nothing is required: an empty answer is passed over."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contributors.monitoring.rules import Question
from contributors.monitoring.store.queries import Answer
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form, Reveal


class AnswerForm(Form):
    """A question as radios, with a box for own words where the list ends in "any other"."""

    heading_field = "answer"
    mark_optional = False
    answer = fields.RadioField(required=False)
    own_words = fields.LineField(
        label=gettext_lazy("In your own words (you can leave this empty)"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Only you will see these words."),
    )

    def __init__(self, *args: Any, question: Question, given: Answer | None, **kwargs: Any) -> None:
        initial = {"answer": given.answer, "own_words": given.own_words} if given else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.question = question
        self.fields["answer"].label = _(question.words)
        self.field("answer", forms.ChoiceField).choices = [(one, _(one)) for one in question.answers]
        if question.own_words_for:
            self.layout = Layout(Reveal("answer", {question.own_words_for: ["own_words"]}))
        else:
            del self.fields["own_words"]

    def clean(self) -> dict[str, Any]:
        """Drop own words that belong to another answer than the one chosen."""
        answers = super().clean()
        if answers.get("answer") != self.question.own_words_for:
            answers["own_words"] = ""
        return answers
