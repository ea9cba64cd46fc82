from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import FilterForm, Fold, Form, ModelForm, Reveal
from projects.roles.models import PaymentKind, RoleTemplate, RoleVersion, text_fields
from projects.roles.writing import rules as readability
from projects.team.queries import staff_of


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
        help_text=_("You can change every word."),
    )


def check_payment(form: ModelForm) -> None:
    """Ask for the fee and what it is for where one is paid; forget both where none is. Call it in clean()."""
    given = form.cleaned_data
    if given.get("payment") == PaymentKind.FEE:
        form.need("fee_pence", _("Enter the fee, or choose “expenses only”."))
        form.need("fee_for", _("Say what the fee is for, for example each meeting of 2 hours."))
    elif given.get("payment") == PaymentKind.EXPENSES_ONLY:
        given["fee_pence"], given["fee_for"] = None, ""


class VersionForm(ModelForm):
    """Everything a role says. Both lists of duties are needed: theirs and ours."""

    submit_label = _("Save the draft")
    other_buttons = [("check", _("Check for hard words without saving"))]

    fee_pence = fields.MoneyField(label=_("The fee"), required=False)

    class Meta:
        model = RoleVersion
        fields = tuple(one.name for one in text_fields.in_the_form())
        help_texts = {field.name: field.help for field in text_fields.in_the_form() if field.help}

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("contact", forms.ModelChoiceField).queryset = staff_of([organisation_id])
        self.field("contact", forms.ModelChoiceField).empty_label = _("Choose a person")
        self.layout = self._in_parts()

    def _in_parts(self) -> Layout:
        """Ask the fields in the order of the table, each group in a part that can be opened."""
        parts: dict[Any, list[Any]] = {}
        for field in text_fields.in_the_form():
            if field.only_if is None:
                parts.setdefault(field.asked, []).append(self._with_what_follows(field.name))
        title = ["title"] if "title" in self.fields else []
        folds = [
            Fold(asked or _("What the role is"), *pieces, open=not asked) for asked, pieces in parts.items()
        ]
        return Layout(*title, *folds)

    def _with_what_follows(self, name: str) -> Any:
        """Return a question, with those that only one of its answers brings up."""
        follow: dict[str, list[str]] = {}
        for field in text_fields.in_the_form():
            if field.only_if and field.only_if[0] == name:
                follow.setdefault(field.only_if[1], []).append(field.name)
        return Reveal(name, follow) if follow else name

    def clean(self) -> dict[str, Any]:
        super().clean()
        check_payment(self)
        given = self.cleaned_data
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


class RenameForm(Form):
    """Another title for a role that nobody was offered yet."""

    submit_label = _("Save the title")

    title = fields.LineField(label=_("Title of the role"), max_length=120)


class NewRoleForm(VersionForm):
    """The first draft: the same questions, and a title."""

    title = fields.LineField(
        label=_("Title of the role"), max_length=120, help_text=_("For example, lived experience partner")
    )
