from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form, ModelForm
from projects.scope.data.questions import QUESTIONS
from projects.scope.models import InfluenceStatement, PieceOfWork
from projects.scope.states import Aspect, Openness, ScreenReply


class PieceForm(ModelForm):
    """A piece of work: what it is."""

    submit_label = _("Save this piece of work")
    field_order = ["title", "aspects", "description"]

    aspects = fields.CheckboxesField(
        label=_("Which parts of the work does it have?"),
        choices=[(one.value, capfirst(one.label)) for one in Aspect],
        help_text=_(
            "You decide for each part how people are involved. Not every part has to be co-produced."
        ),
        error_messages={"required": _("Choose at least one part of the work.")},
    )

    class Meta:
        model = PieceOfWork
        fields = ["title", "description"]
        help_texts = {
            "title": _(
                "Small enough for one decision. For example, the letter people get before they come in."
            ),
        }

    def __init__(self, *args: Any, others: QuerySet[PieceOfWork], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def clean_aspects(self) -> list[Aspect]:
        return [Aspect(one) for one in self.cleaned_data["aspects"]]

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if self.others.filter(title=title).exists():
            raise ValidationError(
                _("There is already a piece of work with this title. Choose another title.")
            )
        return title


class ScreenForm(Form):
    """The ten questions, each with a field for a note. Answers may be given over several visits."""

    submit_label = _("Save the answers")
    mark_optional = False  # all of them are: answers may be given bit by bit

    def __init__(self, *args: Any, standing: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        """`standing` holds the answers so far: {question key: (answer, note)}."""
        super().__init__(*args, **kwargs)
        for number, question in enumerate(QUESTIONS, 1):
            reply, note = standing.get(question.key, ("", ""))
            self.fields[f"{question.key}_reply"] = fields.RadioField(
                label=f"{number}. {question.words}",
                choices=ScreenReply.choices,
                inline=True,
                required=False,
                initial=reply,
                help_text=question.if_no if reply in (ScreenReply.NO, ScreenReply.NOT_SURE) else "",
            )
            self.fields[f"{question.key}_note"] = fields.LineField(
                label=_("Note on question %(number)s") % {"number": number},
                max_length=500,
                required=False,
                initial=note,
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        for question in QUESTIONS:
            if self.cleaned_data.get(f"{question.key}_note"):
                self.need(f"{question.key}_reply", _("You wrote a note. Choose an answer as well."))
        return self.cleaned_data

    def replies(self) -> dict[str, tuple[ScreenReply, str]]:
        """Return {question key: (answer, note)} for the questions that were answered."""
        data = self.cleaned_data
        return {
            question.key: (ScreenReply(data[f"{question.key}_reply"]), data[f"{question.key}_note"])
            for question in QUESTIONS
            if data[f"{question.key}_reply"]
        }


class InfluenceForm(ModelForm):
    """One thing people can, partly can or cannot change."""

    submit_label = _("Save this statement")

    kind = fields.RadioField(
        label=_("Can people change it?"),
        choices=Openness.choices,
        hints={
            Openness.OPEN: _("People can change this."),
            Openness.LIMITED: _("People can change part of this. Say which part."),
            Openness.FIXED: _("Nobody here can change this. Say why."),
        },
    )

    class Meta:
        model = InfluenceStatement
        fields = ["statement", "kind", "why", "who_decides", "decided_on"]
        help_texts = {
            "statement": _("In plain words. Members of the public read this before they say yes."),
            "why": _("For example, the law, money, safety or time."),
            "who_decides": _("A person or a group, for example the hospital board."),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("kind") in (Openness.LIMITED, Openness.FIXED):
            self.need("why", _("Say why this is not open."))
        return self.cleaned_data


class WithdrawForm(Form):
    """Take a statement back."""

    submit_label = _("Take it back")
    submit_kind = "warning"

    why = fields.TextField(label=_("Why do you take this back?"), max_length=1000, rows=3)


class RemovePieceForm(Form):
    """Take a piece of work off a project."""

    submit_label = _("Remove it")
    submit_kind = "warning"

    why = fields.TextField(label=_("Why are you removing this piece of work?"), max_length=1000, rows=3)
