from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation.fields import DateField, LineField, TextField
from coproduce.foundation.pages.forms import Form
from expenses.policies import files, quoting
from expenses.policies.files import Book
from expenses.policies.models import Policy

MOST_FAULTS = 10


class MilesFrom(forms.ModelChoiceField):
    """Shows whose mileage rates they are."""

    def label_from_instance(self, policy: Policy) -> str:
        return policy.name


class AdoptForm(Form):
    """Copy a policy to an organisation."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("For which organisation?"), empty_label=None
    )
    effective_from = DateField(
        label=_("First day of activity it is for"),
        help_text=_("Rates are chosen by the day of the activity."),
    )
    mileage_from = MilesFrom(
        queryset=None,
        required=False,
        label=_("Take the rates for miles from"),
        empty_label=_("the same policy"),
        help_text=_("A published page often has no rates for miles of its own."),
    )
    submit_label = _("Copy it")

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], with_miles: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.field("organisation", forms.ModelChoiceField).queryset = organisations
        self.field("mileage_from", forms.ModelChoiceField).queryset = with_miles


class TakeInForm(Form):
    """Read a policy from a file."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("For which organisation?"), empty_label=None
    )
    file = forms.FileField(
        label=_("The file of the policy"),
        help_text=_("A JSON file, as “Download it as a file” writes it."),
        error_messages={
            "required": _("Choose the file of the policy."),
            "empty": _("The file is empty. Choose it again."),
        },
    )
    submit_label = _("Read it")

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("organisation", forms.ModelChoiceField).queryset = organisations

    def clean_file(self) -> Book:
        """Return the policy of the file; every fault is told, with its place."""
        try:
            return files.read(self.cleaned_data["file"].read(files.MOST_BYTES + 1))
        except files.Unreadable as refusal:
            raise forms.ValidationError(refusal.faults[:MOST_FAULTS]) from refusal


class TryForm(Form):
    """Lines of a claim, as a spreadsheet saves them."""

    lines = TextField(
        label=_("Lines of a claim"),
        max_length=100_000,
        rows=8,
        help_text=_("The first line names the columns. “date” and “kind” are needed."),
    )
    submit_label = _("Work it out")

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = book

    def clean(self) -> dict[str, Any]:
        super().clean()
        if typed := self.cleaned_data.get("lines"):
            try:
                self.cleaned_data["quotes"] = quoting.quote(self.book, typed)
            except files.Unreadable as refusal:
                self.add_error("lines", refusal.faults[:MOST_FAULTS])
        return self.cleaned_data


class RetireForm(Form):
    """Withdraw a policy."""

    why = LineField(label=_("Why is it withdrawn?"), max_length=200)
    submit_label = _("Withdraw the policy")
    submit_kind = "warning"
