from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import fields
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages.forms import Form
from projects.roles.proposals import queries
from projects.roles.proposals.rules import Part

LONGEST = 5000


class PartForm(Form):
    """Other words for one thing a role says, or a comment on it. `read` is the text it stands in."""

    submit_label = _("Send it")
    other_buttons: Sequence[tuple[str, LazyStr]] = [("check", _("Show my change without sending it"))]

    words = fields.TextField(
        label=_("What do you think, or why would you change it?"), max_length=2000, required=False
    )
    read = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, part: Part, read: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"wording": part.text, "read": read}, **kwargs)
        if part.can_word:
            self.fields["wording"] = _wording(part)
            self.order_fields(["wording", *self.fields])
        else:
            self.other_buttons = []
            self.fields["words"].label = _("What do you think, or what would you change?")

    @property
    def asked(self) -> dict[str, Any]:
        """What `actions.propose` takes. None for words that cannot be changed here."""
        given = self.cleaned_data
        return {
            "wording": given.get("wording") if "wording" in self.fields else None,
            "words": given["words"],
            "version_hash": given["read"],
        }

    @property
    def typed(self) -> str | None:
        """The new words as they stand in the box now; None when it has none."""
        return str(self["wording"].value() or "") if "wording" in self.fields else None


def _wording(part: Part) -> forms.Field:
    """Return the box with the words as they are, which people change."""
    label, column = _("Change the words here"), queries.column(part.field)
    if isinstance(column, models.CharField):
        return fields.LineField(label=label, max_length=column.max_length or 200, required=False)
    rows = min(max(5, part.text.count("\n") + len(part.text) // 40 + 2), 20)
    return fields.TextField(label=label, max_length=LONGEST, rows=rows, required=False)


class RecordPartForm(OnBehalfForm, PartForm):
    """The same, for what somebody told us."""

    submit_label = _("Record this")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What do they think, or why would they change it?")


class AnswerSuggestionForm(Form):
    """Yes or no to a suggestion. `draft`: what the draft says by now, where that is something else."""

    submit_label = _("Send the answer")

    take_up = fields.YesNoField(label=_("Will you make this change?"))
    answer = fields.TextField(
        label=_("Your answer"),
        required=False,
        max_length=2000,
        help_text=_("The person will read this. If you say no, say why."),
    )

    def __init__(self, *args: Any, draft: str | None = None, proposed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"over": draft, "wording": proposed}, **kwargs)
        if draft is not None:
            self.fields["wording"] = fields.TextField(
                label=_("If yes: the words that shall stand in the draft"), max_length=LONGEST, required=False
            )
            self.fields["over"] = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("take_up") is False:
            self.need("answer", _("Say why, so that the person knows you thought about it."))
        return self.cleaned_data


class AnswerCommentForm(Form):
    """What becomes of a comment: a change, none, or an answer alone."""

    submit_label = _("Send the answer")

    outcome = fields.RadioField(
        label=_("What becomes of it?"),
        choices=[
            ("accept", _("We will change the role: it goes into the next version")),
            ("reply", _("It needs an answer only")),
            ("decline", _("We do not change this")),
        ],
    )
    answer = fields.TextField(
        label=_("Your answer"),
        required=False,
        max_length=2000,
        help_text=_("The person will read this. If you change nothing, say why."),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("outcome") in ("reply", "decline"):
            self.need("answer", _("Write the answer, so that the person knows you thought about it."))
        return self.cleaned_data
