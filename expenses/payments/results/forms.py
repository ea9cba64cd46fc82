from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.fields import CheckboxField, DateField, LineField, RadioField
from coproduce.foundation.pages.forms import Form
from expenses.payments.files.states import Unit
from expenses.payments.forms import OrganisationForm
from expenses.payments.results import queries, reading
from expenses.payments.results.states import Kind, MoneyOut


class UploadForm(OrganisationForm):
    """A file from the bank."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("A CSV of up to 5 MB. We read it and show you what matches. Nothing is recorded yet."),
        error_messages={
            "required": _("Choose the file from the bank."),
            "empty": _("The file is empty. Choose it again."),
        },
    )
    submit_label = _("Read the file")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        sent = cleaned.get("file")
        if sent and not self.errors:
            rules = queries.reading_rules_of(self.chosen(), self.kind)
            try:
                content = sent.read(reading.MOST_BYTES + 1)
                cleaned["reading"] = reading.read(content, sent.name or "", rules)
            except reading.ParseError as refusal:
                self.add_error("file", refusal.faults)
        return cleaned


class RecordForm(Form):
    """The button that records what fits in a statement."""

    submit_label = _("Record what matches")
    mark_optional = False


class RecordResultsForm(RecordForm):
    """The same for results; a file may name only what came back."""

    rest_paid = CheckboxField(
        label=_("The file lists only some payments. All others in these runs were paid."), required=False
    )


class WhyForm(Form):
    """Why a file is put aside, or a difference is none."""

    why = LineField(label=_("Why?"), max_length=300, help_text=_("Colleagues and auditors will read this."))


class RulesForm(OrganisationForm):
    """What the bank calls its columns."""

    reference = LineField(label=_("Column with the reference"), max_length=60)
    amount = LineField(label=_("Column with the amount, or with money out"), max_length=60)
    amount_in = LineField(
        label=_("Column with money in"),
        max_length=60,
        required=False,
        help_text=_("Only if money in has its own column."),
    )
    day = LineField(label=_("Column with the date"), max_length=60)
    said = LineField(label=_("Column with the result"), max_length=60)
    paid_words = LineField(
        label=_("Words that mean paid"), max_length=200, help_text=_("Separate them with commas.")
    )
    bounced_words = LineField(
        label=_("Words that mean it came back"), max_length=200, help_text=_("Separate them with commas.")
    )
    why = LineField(label=_("Column with the reason"), max_length=60, required=False)
    unit = RadioField(label=_("Amounts are in"), choices=Unit.choices)
    money_out = RadioField(label=_("How is money out written?"), choices=MoneyOut.choices)
    submit_label = _("Save the columns")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_asked: tuple[str, ...] = ("amount_in", "money_out")
        if kind == Kind.STATEMENT:
            not_asked = ("said", "paid_words", "bounced_words", "why")
        for name in not_asked:
            del self.fields[name]

    def arguments(self) -> dict[str, Any]:
        says = dict(self.cleaned_data)
        says.pop("organisation", None)
        return {"organisation": self.chosen(), **says}


class BouncedForm(Form):
    """What the bank said about a payment that came back."""

    why = LineField(
        label=_("What did the bank say?"), max_length=300, help_text=_("For example: account closed.")
    )
    on = DateField(
        label=_("On which day did it come back?"),
        latest=clock.today,
        too_late=_("Enter today, or a day in the past."),
    )
    submit_label = _("Record that it came back")
