from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form
from projects.scope.data.promises import PROMISES
from projects.scope.models import Scale, ScaleLevel
from projects.scope.screening.rules import needs_reason
from projects.scope.states import Involvement

NOT_NOW = Involvement.NOT_NOW


class _LevelForm(Form):
    """A form with a question that is answered with a level of a scale; each shows its promise."""

    def set_levels(self, name: str, scale: Scale, *, not_now: bool) -> None:
        """Offer the levels of a scale, most power first; and "not now" where that is an answer."""
        self.levels = {level.name: level for level in scale.levels.order_by("-order")}
        choices = [(one, one) for one in self.levels]
        hints = {one.name: one.promise for one in self.levels.values()}
        if not_now:
            choices.append((str(NOT_NOW), capfirst(str(NOT_NOW.label))))
            hints[str(NOT_NOW)] = str(PROMISES[NOT_NOW])
        field = self.field(name, forms.ChoiceField)
        field.choices, field.hints = choices, hints  # type: ignore[attr-defined]  # a RadioField has hints


class DecideForm(_LevelForm):
    """How people are involved in one aspect. Each level shows the promise that goes with it."""

    submit_label = _("Save the decision")

    planned = fields.RadioField(label=_("How are people to be involved in this?"), choices=())
    why = fields.TextField(label=_("Why this way?"), required=False, max_length=2000, rows=4)
    who_decided = fields.LineField(
        label=_("Who decided this?"),
        max_length=120,
        help_text=_("A person or a group, for example the project team with two public members."),
    )
    decided_on = fields.DateField(
        label=_("When was it decided?"),
        latest=clock.today,
        error_messages={"required": _("Enter the day it was decided.")},
    )

    def __init__(self, *args: Any, scale: Scale, answers: Mapping[str, str], **kwargs: Any) -> None:
        """`answers` are those that stand to the questions about the piece: {question key: answer}."""
        super().__init__(*args, **kwargs)
        self.answers = answers
        self.set_levels("planned", scale, not_now=True)

    def clean(self) -> dict[str, Any]:
        super().clean()
        planned = self.cleaned_data.get("planned")
        if planned == NOT_NOW:
            self.need("why", _("Say why people are not involved now."))
        elif planned and needs_reason(self.levels[planned].stands_for, self.answers):
            self.need(
                "why",
                _(
                    "The answers do not all speak for co-production. "
                    "Choose another level, or say why it is right."
                ),
            )
        return self.cleaned_data

    @property
    def decision(self) -> dict[str, Any]:
        """What `actions.decide` takes: the level instead of its name."""
        return self.cleaned_data | {"planned": self.levels.get(self.cleaned_data["planned"])}


class AchievedForm(_LevelForm):
    """How people were involved in the end."""

    submit_label = _("Save what was achieved")

    achieved = fields.RadioField(label=_("How were people involved in the end?"), choices=())
    why = fields.TextField(
        label=_("How do you know?"),
        max_length=2000,
        rows=4,
        help_text=_("Say what happened, and what public contributors say about it. They can read this."),
    )

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_levels("achieved", scale, not_now=False)

    @property
    def level(self) -> ScaleLevel:
        return self.levels[self.cleaned_data["achieved"]]


class ReopenForm(Form):
    """Open a decision again."""

    submit_label = _("Open the decision again")
    submit_kind = "warning"

    why = fields.TextField(
        label=_("Why are you opening this decision again?"),
        max_length=1000,
        rows=4,
        help_text=_("We send this to everyone on the project, and to those you have invited to join."),
    )
