"""The page of one topic, and one row of a part that repeats. Whatever is left empty is saved as empty."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import FEW, Fold, Form, ModelForm, Reveal
from projects.roles.describing.rules import is_outside_policy, missing
from projects.roles.models import RoleVersion, RoleWords, policy_rates, row_sentences, sealing, text_fields
from projects.roles.models.choices import Amount, TermKind
from projects.roles.models.policy_rates import PolicyRates
from projects.roles.models.shapes import SHAPES, Cell, Shape
from projects.roles.models.text_fields import TextField, Topic
from projects.roles.writing import rules as readability
from projects.team.queries import staff_of

CAN_BE_OPEN = ("text", "list", "row", "day", "rows", "person")
ALSO_OPEN = ("starts_on", "ends_on", "review_on", "closes_on", "pay_rates")
COUNTED = (
    *("quantity_min", "quantity_max", "places", "places_most", "term_least", "term_most"),
    *("renewal_times", "renewal_length", "longest"),
)
HALVES = ("quantity_min", "quantity_max")
PAIRS = (("quantity_min", "quantity_max"), ("places", "places_most"), ("term_least", "term_most"))
NO_NUMBERS = {
    ("time_amount", Amount.TO_BE_AGREED): ("quantity_min", "quantity_max"),
    ("places_amount", Amount.TO_BE_AGREED): ("places", "places_most"),
    ("term_kind", TermKind.TO_BE_AGREED): ("term_least", "term_most"),
    ("term_kind", TermKind.ONGOING): ("term_least", "term_most"),
}
FEWER = _("The most must not be less than the least.")
MIDNIGHT = _("Midnight can be the start or the end of a day. For the end of the day, enter 23:59.")
NOT_KNOWN = _("What is not known yet")


def can_be_open(topic: Topic, kind: type[RoleWords]) -> list[TextField]:
    """Return the fields of a topic that can be called "to be agreed"; a choice has an answer for it."""
    there = {column.name for column in kind._meta.get_fields()}
    found = [one for one in text_fields.of_topic(topic) if one.name in there]
    return [one for one in found if one.shown in CAN_BE_OPEN or one.name in ALSO_OPEN]


class TopicForm(ModelForm):
    """What one page of a role description asks. Nothing in it is needed."""

    submit_label = _("Save and go on")
    other_buttons = [("check", _("Check for hard words without saving"))]
    mark_optional = False
    topic: Topic

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to_agree = list(self.instance.to_agree)
        values = sealing.values_of(self.instance)
        if "fee_reason" in self.fields and not (values["fee_reason"] or is_outside_policy(values)):
            del self.fields["fee_reason"]
        for name in HALVES:
            if name in self.initial:
                self.initial[name] = values[name]  # "4", not "4.00"
        for name in {"contact", "backup"} & set(self.fields):
            self.field(name, forms.ModelChoiceField).queryset = staff_of([organisation_id])
            self.field(name, forms.ModelChoiceField).empty_label = _("Choose a person")
        kind = type(self.instance)
        answers = [(one.name, _label(kind, one.name)) for one in can_be_open(self.topic, kind)]
        self.fields["not_known"] = fields.CheckboxesField(
            label=_("What is still to be agreed?"),
            help_text=_(
                "People read “to be agreed” there. Where you have given an answer, the answer counts."
            ),
            choices=answers,
            required=False,
            initial=[name for name, _words in answers if name in self.to_agree],
        )
        self.layout = self._in_parts()

    def _in_parts(self) -> list[Any]:
        """Ask the fields in the order of the table; what has a heading of its own can be opened."""
        parts: dict[Any, list[Any]] = {}
        for field in text_fields.of_topic(self.topic):
            if field.name in self.fields and field.only_if is None:
                parts.setdefault(field.asked, []).append(self._with_what_follows(field.name))
        first = parts.pop("", [])
        waits = {need.name for need in missing(sealing.values_of(self.instance)) if need.blocks}
        folds = [
            Fold(
                asked,
                *pieces,
                open=not first or any(piece in waits for piece in pieces if isinstance(piece, str)),
            )
            for asked, pieces in parts.items()
        ]
        return [*first, *folds, Fold(NOT_KNOWN, "not_known")]

    def _with_what_follows(self, name: str) -> Any:
        """Return a question, with those that only one of its answers brings up."""
        follow: dict[str, list[str]] = {}
        for field in text_fields.of_topic(self.topic):
            if field.only_if and field.only_if[0] == name and field.name in self.fields:
                follow.setdefault(field.only_if[1], []).append(field.name)
        return Reveal(name, follow) if follow else name

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        for name in COUNTED:
            if given.get(name) == 0:
                self.add_error(name, _("The number must be 1 or more."))
        for (name, answer), numbers in NO_NUMBERS.items():
            if given.get(name) == answer:
                given.update(dict.fromkeys(one for one in numbers if one in given))
        for least, most in PAIRS:
            if given.get(least) and given.get(most) and given[most] < given[least]:
                self.add_error(most, FEWER)
        if given.get("backup") and given["backup"] == given.get("contact"):
            self.add_error("backup", _("Choose someone other than the named contact."))
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end must be on or after the start."))
        if given.get("closes_time") == dt.time(0):
            self.add_error("closes_time", MIDNIGHT)
        return given

    @property
    def words(self) -> dict[str, Any]:
        """What the page says: its fields, and which of them are still to be agreed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "not_known"}
        here = {one.name for one in text_fields.of_topic(self.topic)}
        elsewhere = [name for name in self.to_agree if name not in here]
        still = [name for name in self.cleaned_data["not_known"] if not self._says(name, given)]
        return given | {"to_agree": elsewhere + still}

    def _says(self, name: str, given: Mapping[str, Any]) -> bool:
        value = given[name] if name in given else getattr(self.instance, name)
        return value not in (None, "", [])

    def hints(self) -> list[tuple[str, readability.Readability]]:
        """Return what may be hard to read, by the label of the question. A hint only."""
        long_answers = [field for field in self if isinstance(field.field, fields.TextField)]
        looked = [(str(field.label), readability.look_at(str(field.value() or ""))) for field in long_answers]
        return [(label, found) for label, found in looked if not found.is_plain]


def _label(kind: type[RoleWords], name: str) -> str:
    column: Any = kind._meta.get_field(name)
    return str(column.verbose_name)


def topic_form(topic: Topic, kind: type[RoleWords] = RoleVersion) -> type[TopicForm]:
    """Return the form of a topic's page, for a version or a template."""
    there = {column.name for column in kind._meta.get_fields()}
    asked = [one for one in text_fields.of_topic(topic) if one.name in there and not _repeats(one)]
    made: Any = modelform_factory(
        kind,
        form=type("TopicForm", (TopicForm,), {"topic": topic, "Meta": type("Meta", (), {})}),
        fields=[one.name for one in asked],
        help_texts={one.name: one.help for one in asked if one.help},
    )
    found: type[TopicForm] = made
    return found


def _repeats(one: TextField) -> bool:
    return one.name in SHAPES


KEPT, OPEN = "kept", "open"
OF_AN_AMOUNT = ("pence", "most_pence", "unit", "for_words", "rate")


class RowForm(Form):
    """One row of a part that repeats. While a policy is in force, a rate of pay is one of its rates."""

    submit_label = _("Save")
    mark_optional = False
    shape: Shape

    def __init__(self, *args: Any, shape: Shape, policy: PolicyRates | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = dict(self.initial)
        self.shape, self.policy = shape, policy if shape.name == "pay_rates" else None
        for cell in shape.cells:
            self.fields[cell.name] = _cell_field(cell)
        if self.policy:
            self._offer_rates(self.policy)

    def _offer_rates(self, policy: PolicyRates) -> None:
        """Ask for a rate of the policy in place of an amount; an amount from before may stay, and is said."""
        for name in OF_AN_AMOUNT:
            self.fields.pop(name, None)
        self.fields["rate"] = _rate_field(self.initial, policy)
        self.initial["rate"] = chosen(self.initial, policy)
        self.order_fields(["rate", "what", "band"])
        self.layout = ["rate", "what", "band"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        for least, most in (("least", "most"), ("pence", "most_pence")):
            if given.get(least) and given.get(most) and given[most] < given[least]:
                self.add_error(most, FEWER)
        if not self.errors and not any(value not in (None, "") for value in given.values()):
            self.add_error(self.shape.cells[0].name, _("Fill in at least one answer."))
        return given

    @property
    def row(self) -> dict[str, Any]:
        """The row as it is stored, without its key. A rate of the policy brings its amount and unit."""
        given = {name: _as_stored(value) for name, value in self.cleaned_data.items() if name != "rate"}
        picked = self.cleaned_data.get("rate", "")
        if picked == KEPT:
            given |= {name: self.stored[name] for name in OF_AN_AMOUNT if name in self.stored}
        for rate in self.policy.rates if self.policy else ():
            if rate.key == picked:
                given |= rate.row | {"what": given["what"] or rate.label}
        return {name: value for name, value in given.items() if value not in (None, "")}


def chosen(row: Mapping[str, Any], policy: PolicyRates) -> str:
    """Return the answer for a row that is there: its rate of the policy, the amount it has, or none yet."""
    found = policy_rates.chosen(row, policy.rates)
    if found:
        return found.key
    if not row.get("id"):
        return ""
    return KEPT if row.get("pence") or row.get("most_pence") else OPEN


def _rate_field(row: Mapping[str, Any], policy: PolicyRates) -> forms.Field:
    answers = [(rate.key, rate.words) for rate in policy.rates]
    if chosen(row, policy) == KEPT:
        answers.append((KEPT, kept_words(row, policy)))
    answers.append((OPEN, str(_("Still to be agreed"))))
    many = len(answers) > FEW + 3
    return fields.SelectField(
        label=_("Which rate of your policy?"),
        help_text=_("A rate that is missing here is added to the policy first."),
        choices=[("", _("Choose one")), *answers] if many else answers,
        widget=forms.Select if many else forms.RadioSelect,
        error_messages={
            "required": _("Choose a rate of your policy."),
            "invalid_choice": _("Choose a rate of your policy. Its rates may have changed meanwhile."),
        },
    )


def kept_words(row: Mapping[str, Any], policy: PolicyRates) -> str:
    """Return the answer that leaves an amount as it is: what it is, and how it stands to the policy."""
    stands = policy_rates.compared([row], policy)[0]
    return f"{row_sentences.pay_amount(row)}. {row_sentences.against_policy(stands)}".strip()


def _cell_field(cell: Cell) -> forms.Field:
    more = {"label": cell.label, "help_text": cell.help, "required": False}
    if cell.kind == "pence":
        return fields.MoneyField(**more)
    if cell.kind == "number":
        return forms.DecimalField(**more, min_value=Decimal("0.01"), max_digits=6, decimal_places=2)
    if cell.kind == "day":
        return fields.DateField(**more)
    if cell.answers:
        return fields.SelectField(**more, choices=[("", _("Not said")), *cell.answers.choices])
    return fields.LineField(**more, max_length=200)


def _as_stored(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, dt.date) else value
