"""What scorers fill in: points and a word why by each criterion; and what staff fill in about the scoring."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.selection.criteria.models import Criterion
from projects.selection.criteria.rules import POINTS
from projects.selection.scoring import rules

CANNOT = "cannot"
LONGEST_WHY = 500


def point_choices(least: int = rules.FEWEST, most: int = rules.MOST) -> list[tuple[str, str]]:
    """Return points with what each means, as answers of a form."""
    return [(str(n), f"{n}: {words}") for n, words in POINTS.items() if least <= n <= most]


class ScoreForm(Form):
    """One text. As a draft anything may be left empty; to lock it, nothing."""

    submit_label = _("Lock and next")
    other_buttons = (("draft", _("Save and go on later")),)
    mark_optional = False

    def __init__(self, *args: Any, criteria: list[Criterion], draft_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.draft_url = criteria, draft_url
        for one in criteria:
            essential = _("%(title)s (nobody is chosen without it)") if one.essential else "%(title)s"
            self.fields[f"p{one.pk}"] = fields.RadioField(
                label=essential % {"title": one.title},
                help_text=one.looks_for,
                choices=[*point_choices(), (CANNOT, _("I cannot say"))],
                required=False,
            )
            self.fields[f"w{one.pk}"] = fields.TextField(
                label=_("Why? A few words are enough: %(title)s") % {"title": one.title},
                required=False,
                max_length=LONGEST_WHY,
                rows=2,
            )

    @cached_property
    def helper(self) -> FormHelper:
        """The form saves itself as a draft after each change, where the browser runs scripts."""
        helper = super().helper
        helper.attrs = {
            "hx-post": self.draft_url,
            "hx-trigger": "change delay:600ms",
            "hx-target": "#saved",
            "hx-swap": "textContent",
            "hx-params": "not idempotency_key",
        }
        return helper

    @property
    def is_draft(self) -> bool:
        """Whether it is only to be kept for later."""
        return "draft" in self.data

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        for one in () if self.is_draft else self.criteria:
            self.need(f"p{one.pk}", _("Give points, or choose “I cannot say”."))
            if found.get(f"p{one.pk}") not in ("", None, CANNOT):
                self.need(f"w{one.pk}", _("Say why, in a few words."))
        return found

    @property
    def said(self) -> dict[Criterion, tuple[int | None, bool, str]]:
        """What they say by each criterion, as far as it is good."""
        found: dict[Criterion, tuple[int | None, bool, str]] = {}
        for one in self.criteria:
            points, why = (self.cleaned_data.get(f"{letter}{one.pk}") or "" for letter in "pw")
            given = int(points) if points not in ("", CANNOT) else None
            found[one] = (given, points == CANNOT, why)
        return found


def first_values(own: dict[int, Any]) -> dict[str, str]:
    """Return what the form says at first: {criterion: (score, word why)} as they were saved."""
    found: dict[str, str] = {}
    for criterion, (score, why) in own.items():
        points = "" if score.points is None else str(score.points)
        found |= {f"p{criterion}": CANNOT if score.abstained else points, f"w{criterion}": why}
    return found


class TalkForm(Form):
    """What the panel said where its points are far apart. All points stay."""

    submit_label = _("Save")
    mark_optional = False
    note = fields.TextField(
        label=_("What did you say to each other?"),
        help_text=_("Name nobody. Say what each of you saw in the text."),
        max_length=2000,
        rows=5,
    )
    settled = fields.RadioField(label=_("Which points count now?"), required=False)

    def __init__(self, *args: Any, points: tuple[int, ...], middle: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        least, most = (min(points), max(points)) if points else (rules.FEWEST, rules.MOST)
        keep = [("", _("The middle of all points, as it stands: %(n)s") % {"n": middle})] if points else []
        asked = self.field("settled", fields.RadioField)
        asked.choices = [*keep, *point_choices(least, most)]
        asked.required = not points

    @property
    def points(self) -> int | None:
        """The points that count now; None for the middle."""
        said = self.cleaned_data["settled"]
        return int(said) if said else None


class DayForm(Form):
    """The day by which scorers are asked for their points."""

    submit_label = _("Ask for points by this day")
    day = fields.DateField(label=_("By which day?"))
    why = fields.TextField(label=_("If you move the day: why?"), required=False, max_length=300, rows=2)


class CloseForm(Form):
    """The end of scoring."""

    submit_label = _("Close scoring and show names")
    submit_kind = "warning"
    few_why = fields.TextField(
        label=_("Why did fewer than two people score some texts?"),
        help_text=_("It stands in the record of how people were chosen."),
        max_length=500,
        rows=3,
    )

    def __init__(self, *args: Any, few: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not few:
            del self.fields["few_why"]


def usual(today: dt.date, hear_by: dt.date) -> dict[str, dt.date]:
    """Return the day a form offers at first."""
    return {"day": rules.usual_day(today=today, hear_by=hear_by)}
