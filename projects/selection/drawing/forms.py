"""What staff fill in about how people are chosen in the end, and about a draw."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form, Reveal, heading
from projects.selection.drawing.models import ChoosingRule
from projects.selection.drawing.rules.fair import MOST_GROUPS
from projects.selection.drawing.states import Method

MOST_RESERVES = 50
STAFF = "staff"
"""No rule: staff decide about each."""


class RuleForm(Form):
    """The rule of an opportunity that is being written."""

    submit_label = _("Save")
    mark_optional = False
    way = fields.RadioField(
        label=_("Among all who meet what you need, who is chosen?"),
        choices=[
            *((one.value, capfirst(one.label)) for one in Method),
            (STAFF, _("No rule: staff decide about each, and the page says so")),
        ],
    )
    seed_from = fields.LineField(
        label=_("Which public numbers decide the draw?"),
        help_text=_(
            "Numbers that nobody can know before, and everyone can look up. For example: the six main "
            "numbers of the National Lottery’s Lotto, from the smallest to the largest."
        ),
        required=False,
        max_length=200,
    )
    seed_on = fields.DateField(label=_("The day of these numbers"), required=False)
    reserves = fields.LineField(
        label=_("How many reserves?"),
        help_text=_("Reserves are asked in their order when a place becomes free. Leave it empty for none."),
        required=False,
        max_length=2,
    )
    reserve_until = fields.DateField(label=_("Until when is someone a reserve?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_GROUPS + 1):
            self.fields[f"label{n}"] = fields.LineField(
                label=_("Group %(n)s: who are they?") % {"n": n}, required=False, max_length=120
            )
            self.fields[f"question{n}"] = fields.LineField(
                label=_("Group %(n)s: the sentence people say yes to") % {"n": n},
                help_text=_("For example: I look after someone with diabetes."),
                required=False,
                max_length=200,
            )
            self.fields[f"least{n}"] = fields.LineField(
                label=_("Group %(n)s: places kept") % {"n": n}, required=False, max_length=2
            )
        kept = [f"{name}{n}" for n in range(1, MOST_GROUPS + 1) for name in ("label", "question", "least")]
        self.layout = [
            "way",
            heading(_("Chance that everyone can check")),
            *("seed_from", "seed_on"),
            heading(_("Reserves")),
            *("reserves", "reserve_until"),
            heading(_("Groups you keep places for, if you do")),
            *kept,
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("way") in (STAFF, None):
            return said
        for name, words in (
            ("seed_from", _("Say which numbers. A draw decides also between people with the same points.")),
            ("seed_on", _("Enter the day of the numbers.")),
        ):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, words)
        said["reserves"] = self._number("reserves", MOST_RESERVES) or 0
        if said["reserves"] and not said.get("reserve_until") and "reserve_until" not in self.errors:
            self.add_error("reserve_until", _("Enter the last day of being a reserve."))
        self._clean_groups(said)
        return said

    def _clean_groups(self, said: dict[str, Any]) -> None:
        for n in range(1, MOST_GROUPS + 1):
            parts = {name: said.get(f"{name}{n}") for name in ("label", "question", "least")}
            if not any(parts.values()):
                continue
            said[f"least{n}"] = self._number(f"least{n}", MOST_RESERVES)
            for name, words in (
                ("label", _("Say who they are.")),
                ("question", _("Write the sentence people say yes to.")),
                ("least", _("Enter a number of places.")),
            ):
                if not said.get(f"{name}{n}") and f"{name}{n}" not in self.errors:
                    self.add_error(f"{name}{n}", words)

    def _number(self, name: str, most: int) -> int | None:
        text = (self.cleaned_data.get(name) or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and int(text) <= most):
            self.add_error(name, _("Enter a number up to %(most)s, such as 2.") % {"most": most})
            return None
        return int(text)

    @property
    def words(self) -> dict[str, Any]:
        """What the rule says."""
        names = ("seed_from", "seed_on", "reserves", "reserve_until")
        said = {"method": self.cleaned_data["way"]} | {name: self.cleaned_data[name] for name in names}
        return said | ({} if said["reserves"] else {"reserve_until": None})

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The groups that places are kept for."""
        rows = [
            {name: self.cleaned_data.get(f"{name}{n}") for name in ("label", "question", "least")}
            for n in range(1, MOST_GROUPS + 1)
        ]
        return [row for row in rows if row["label"]]


def first_values(rule: ChoosingRule | None) -> dict[str, Any]:
    """Return what the form shows at first."""
    if rule is None:
        return {"way": STAFF}
    said: dict[str, Any] = {name: getattr(rule, name) for name in ("seed_from", "seed_on", "reserve_until")}
    said["way"] = rule.method
    said["reserves"] = rule.reserves or ""
    for group in rule.groups.all():
        for name in ("label", "question", "least"):
            said[f"{name}{group.place}"] = getattr(group, name)
    return said


class ListForm(Form):
    """Publishing the list: on the day everyone was told, or on a later one with the reason."""

    submit_label = _("Publish the list")
    mark_optional = False
    another = fields.RadioField(
        label=_("When do the numbers come?"), choices=[("no", ""), ("yes", _("On another day"))]
    )
    seed_on = fields.DateField(label=_("Which day?"), required=False)
    why = fields.LineField(
        label=_("Why another day? Everyone can read this."), required=False, max_length=300
    )
    reveals = [Reveal("another", {"yes": ["seed_on", "why"]})]

    def __init__(self, *args: Any, said_day: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_that_day = _("On %(day)s, as everyone was told") % {"day": said_day}
        self.field("another", fields.RadioField).choices = [("no", on_that_day), ("yes", _("On another day"))]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("another") == "yes":
            day = said.get("seed_on")
            if "seed_on" not in self.errors and (day is None or day <= clock.today()):
                self.add_error("seed_on", _("Enter a day to come."))
            if not said.get("why") and "why" not in self.errors:
                self.add_error("why", _("Say why."))
        return said

    @property
    def day(self) -> dict[str, Any]:
        """Another day and why, or nothing."""
        if self.cleaned_data["another"] == "no":
            return {}
        return {"seed_on": self.cleaned_data["seed_on"], "why": self.cleaned_data["why"]}


class SeedForm(Form):
    """The numbers that decide."""

    submit_label = _("Draw")
    submit_kind = "warning"
    seed = fields.LineField(
        label=_("The numbers"),
        help_text=_("As their source gives them, with a space between two. This cannot be undone."),
        max_length=200,
    )
