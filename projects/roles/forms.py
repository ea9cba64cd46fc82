from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock, fields
from coproduce.foundation.forms import FilterForm, Form, ModelForm, Reveal
from projects.roles import readability
from projects.roles.models import Part, PaymentKind, RoleTemplate, RoleVersion, text_fields
from projects.roles.rules import Invitee
from projects.team.people import staff_of

ROWS = 5


def heading(words: Any) -> HTML:
    """A heading between the questions of a long form."""
    return HTML(f'<h2 class="nhsuk-heading-m">{words}</h2>')


class ChooseTemplateForm(FilterForm):
    """Where to start from. The answer stands in the address."""

    submit_label = _("Start writing")
    submit_kind = ""
    css_class = ""

    template = forms.ModelChoiceField(
        label=_("Which template is closest?"),
        queryset=RoleTemplate.objects.filter(in_use=True),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=_("You can change every word of it."),
    )


class VersionForm(ModelForm):
    """Everything a role says. Both lists of duties are needed: theirs and ours."""

    submit_label = _("Save the draft")
    other_buttons = [("check", _("Check for hard words, do not save yet"))]

    fee_pence = fields.MoneyField(label=_("The fee"), required=False)

    class Meta:
        model = RoleVersion
        fields = text_fields.names()
        help_texts = {field.name: field.help for field in text_fields.FIELDS if field.help}

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("contact", forms.ModelChoiceField).queryset = staff_of([organisation_id])
        self.field("contact", forms.ModelChoiceField).empty_label = _("Choose a person")
        self.layout = self._in_parts()

    def _in_parts(self) -> Layout:
        """Ask the fields in the order of the table, each group under its heading."""
        pieces: list[Any] = ["title"] if "title" in self.fields else []
        above: Any = ""
        for field in text_fields.FIELDS:
            if field.asked != above:
                above = field.asked
                pieces.append(heading(above))
            if field.only_if is None:
                pieces.append(self._with_what_follows(field.name))
        return Layout(*pieces)

    def _with_what_follows(self, name: str) -> Any:
        """Return a question, with those that only one of its answers brings up."""
        follow: dict[str, list[str]] = {}
        for field in text_fields.FIELDS:
            if field.only_if and field.only_if[0] == name:
                follow.setdefault(field.only_if[1], []).append(field.name)
        return Reveal(name, follow) if follow else name

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if given.get("payment") == PaymentKind.FEE:
            self.need("fee_pence", _("Enter the fee, or choose “expenses only”."))
            self.need("fee_for", _("Say what the fee is for, for example each meeting of 2 hours."))
        elif given.get("payment") == PaymentKind.EXPENSES_ONLY:
            given["fee_pence"], given["fee_for"] = None, ""
        least, most = given.get("quantity_min"), given.get("quantity_max")
        for name, number in (
            ("quantity_min", least),
            ("quantity_max", most),
            ("places", given.get("places")),
        ):
            if number == 0:
                self.add_error(name, _("The number must be 1 or more."))
        if least and most and most < least:
            self.add_error("quantity_max", _("The most must not be less than the least."))
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end must be on or after the start."))
        return given

    @property
    def words(self) -> dict[str, Any]:
        """The fields of a version, without the title of the role."""
        return {name: value for name, value in self.cleaned_data.items() if name != "title"}

    def hints(self) -> list[tuple[str, readability.Readability]]:
        """Return what may be hard to read, by the label of the question. A hint only."""
        long_answers = [field for field in self if isinstance(field.field, fields.TextField)]
        looked = [(str(field.label), readability.look_at(str(field.value() or ""))) for field in long_answers]
        return [(label, found) for label, found in looked if not found.is_plain]


class NewRoleForm(VersionForm):
    """The first draft: the same questions, and a title."""

    title = fields.LineField(
        label=_("Title of the role"), max_length=120, help_text=_("For example, lived experience partner")
    )


class InviteForm(Form):
    """Ask several people at once: people we know, and rows for people who are new."""

    submit_label = _("Send the invitations")
    mark_optional = False  # nobody fills in all the rows

    people = fields.CheckboxesField(label=_("People we know"), required=False, choices=[])
    answer_by = fields.DateField(
        label=_("Answer by"),
        required=False,
        earliest=clock.today,
        help_text=_("Leave this empty to give people 14 days."),
    )

    def __init__(self, *args: Any, known: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {person.ref: person for person in known}
        self.field("people", forms.ChoiceField).choices = [(person.ref, person.name) for person in known]
        if not known:
            del self.fields["people"]
        for row in range(1, ROWS + 1):
            self.fields |= _new_person_row(row)
        pieces: list[Any] = ["people"] if known else []
        pieces.append(heading(_("People who are new")))
        pieces += [f"{name}_{row}" for row in range(1, ROWS + 1) for name in ("name", "email", "phone")]
        self.layout = Layout(*pieces, heading(_("When you need an answer")), "answer_by")

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.invitees = [Invitee(person=self.known[ref]) for ref in self.cleaned_data.get("people", [])]
        for row in range(1, ROWS + 1):
            self._read_row(row)
        if not self.invitees and not self.errors:
            self.add_error("name_1", _("Choose somebody, or enter a name."))
        return self.cleaned_data

    def _read_row(self, row: int) -> None:
        name, email, phone = (
            self.cleaned_data.get(f"{part}_{row}", "") for part in ("name", "email", "phone")
        )
        if not (name or email or phone):
            return
        self.need(f"name_{row}", _("Enter the name of this person."))
        if (
            not email
            and not phone
            and f"email_{row}" not in self.errors
            and f"phone_{row}" not in self.errors
        ):
            self.add_error(
                f"email_{row}", _("Enter an email address or a phone number, so that we can ask them.")
            )
        if name:
            self.invitees.append(Invitee(name=name, email=email, phone=phone))


def _new_person_row(row: int) -> dict[str, forms.Field]:
    numbered = {"n": row}
    return {
        f"name_{row}": fields.PersonNameField(
            label=_("Person %(n)s: name") % numbered, required=False, max_length=120, autocomplete="off"
        ),
        f"email_{row}": fields.EmailField(
            label=_("Person %(n)s: email") % numbered, required=False, autocomplete="off"
        ),
        f"phone_{row}": fields.PhoneField(
            label=_("Person %(n)s: phone, if they have no email") % numbered,
            required=False,
            autocomplete="off",
        ),
    }


class SuggestForm(Form):
    """A public contributor suggests other words."""

    submit_label = _("Send your suggestion")

    part = fields.RadioField(label=_("Which part would you change?"), choices=Part.choices)
    words = fields.TextField(
        label=_("What would you change?"),
        max_length=2000,
        help_text=_("In your own words. You do not need to write it perfectly."),
    )


class AnswerSuggestionForm(Form):
    """Yes or no to a suggestion."""

    submit_label = _("Send the answer")

    take_up = fields.YesNoField(label=_("Will you make this change?"))
    answer = fields.TextField(
        label=_("Your answer"),
        required=False,
        max_length=2000,
        help_text=_("The person reads this. If you say no, say why."),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("take_up") is False:
            self.need("answer", _("Say why, so that the person knows you thought about it."))
        return self.cleaned_data


class WhyForm(Form):
    """Take something back, with the reason that the person reads."""

    submit_kind = "warning"

    why = fields.TextField(label=_("Why? The person reads this."), max_length=1000, rows=3)
