from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form, Reveal
from projects.selection.criteria.rules import MOST_CRITERIA, MOST_POINTS, POINTS

MOST_TOTAL = MOST_CRITERIA * MOST_POINTS


class CriterionForm(Form):
    """One thing that counts."""

    submit_label = _("Save")

    title = fields.LineField(
        label=_("What counts, in a few words"),
        help_text=_("For example: a view that the group does not have yet."),
        max_length=120,
    )
    looks_for = fields.TextField(
        label=_("What do you look for?"),
        help_text=_("So that everyone knows what to write, and everyone who scores looks for the same."),
        max_length=600,
        rows=3,
    )
    essential = fields.YesNoField(
        label=_("Does everyone you choose need it?"),
        help_text=_("Whoever has less than the bar here is not chosen, however much they have elsewhere."),
    )


class ScoringForm(Form):
    """How people are chosen: by points of a panel, or by staff without points."""

    submit_label = _("Save")

    scored = fields.RadioField(
        label=_("Who decides, and how?"),
        choices=[
            ("yes", _("A panel reads without names, and gives points")),
            ("no", _("Your team decides without points")),
        ],
        hints={"no": _("The page says so to everyone.")},
    )
    bar_essential = fields.SelectField(
        label=_("Points needed where everyone needs it"),
        help_text=_("For each of these, from 0 to 4."),
        choices=[(str(points), f"{points}: {words}") for points, words in POINTS.items()],
        required=False,
    )
    bar_total = fields.SelectField(
        label=_("Points needed altogether"),
        help_text=_("All criteria added up. Choose 0 if you only look at what everyone needs."),
        choices=[(str(points), str(points)) for points in range(MOST_TOTAL + 1)],
        required=False,
    )
    reveals = [Reveal("scored", {"yes": ["bar_essential", "bar_total"]})]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("scored") == "yes":
            for name in ("bar_essential", "bar_total"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose a number of points."))
        return found

    @property
    def plan(self) -> dict[str, Any]:
        """What to write down."""
        said = self.cleaned_data
        return {
            "scored": said["scored"] == "yes",
            "bar_essential": int(said.get("bar_essential") or 0),
            "bar_total": int(said.get("bar_total") or 0),
        }


class NoPublicMemberForm(Form):
    """Why no public member scores, for everyone to read."""

    submit_label = _("Save")

    why = fields.TextField(
        label=_("Why is no public member on the panel?"),
        help_text=_("Everyone can read this on the page. Leave it empty when one is."),
        max_length=500,
        rows=3,
        required=False,
    )
