"""What is filled in for one text: the words as scorers read them, and what stands for a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form, Reveal
from projects.selection.interest.models import ExpressionAnswer, ExpressionFile
from projects.selection.redaction import rules
from projects.selection.redaction.states import Shown

LONGEST = 3_000


class RedactForm(Form):
    """All of one text. What certainly tells who wrote it is saved only by whoever says that it does not."""

    submit_label = _("Save and next")
    mark_optional = False
    seen = forms.CharField(widget=forms.HiddenInput)
    sure = fields.CheckboxField(
        label=_("I read it again. What is left does not tell who it is."), required=False
    )

    def __init__(
        self,
        *args: Any,
        answers: list[ExpressionAnswer],
        files: list[ExpressionFile],
        contact: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.answers, self.files_sent, self.contact = answers, files, contact
        for one in answers:
            self.fields[f"a{one.pk}"] = fields.TextField(
                label=_("What scorers read: %(question)s") % {"question": one.question},
                max_length=LONGEST + 500,
                rows=6,
            )
        for number, file in enumerate(files, 1):
            self._ask_about(file, number)
        self.reveals = [Reveal(f"f{one.pk}", {Shown.WORDS: [f"t{one.pk}"]}) for one in files]
        if not (self.is_bound and self._left()):
            del self.fields["sure"]
        else:
            self.order_fields([name for name in self.fields if name != "sure"])

    def _ask_about(self, file: ExpressionFile, number: int) -> None:
        self.fields[f"f{file.pk}"] = fields.RadioField(
            label=_("What do scorers get instead of file %(n)s?") % {"n": number},
            help_text=_("A voice, a picture of someone or handwriting can tell who it is."),
            choices=Shown.choices,
        )
        self.fields[f"t{file.pk}"] = fields.TextField(
            label=_("The words of file %(n)s, without names") % {"n": number},
            required=False,
            max_length=LONGEST * 5,
            rows=8,
        )

    def _left(self) -> dict[str, list[str]]:
        """Return {field: what certainly tells who it is} of what was typed."""
        names = [f"a{one.pk}" for one in self.answers] + [f"t{one.pk}" for one in self.files_sent]
        found = {name: rules.left_in(self.data.get(name, ""), self.contact) for name in names}
        return {name: left for name, left in found.items() if left}

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        for file in self.files_sent:
            if found.get(f"f{file.pk}") == Shown.WORDS:
                self.need(f"t{file.pk}", _("Type what it says, without names."))
        if not found.get("sure"):
            for name, left in self._left().items():
                said = {"words": ", ".join(dict.fromkeys(left))}
                words = (
                    _("This may tell who it is: %(words)s. Take it out, or tick the box at the end.") % said
                )
                self.add_error(name, words)
        return found

    @property
    def words(self) -> dict[ExpressionAnswer, str]:
        """What scorers read of each answer."""
        return {one: self.cleaned_data[f"a{one.pk}"] for one in self.answers}

    @property
    def instead(self) -> dict[ExpressionFile, tuple[str, str]]:
        """What scorers get of each file, and the typed words."""
        said = self.cleaned_data
        return {one: (said[f"f{one.pk}"], said[f"t{one.pk}"]) for one in self.files_sent}
