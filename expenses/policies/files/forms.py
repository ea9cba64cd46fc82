from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation.pages.forms import Form
from expenses.policies.files import rules as files
from expenses.policies.files.rules import Book

MOST_FAULTS = 10


class TakeInForm(Form):
    """Read a policy from a file."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("For which organisation?"), empty_label=None
    )
    file = forms.FileField(
        label=_("The file of the policy"),
        help_text=_("A JSON file, as made by “Download it as a file”."),
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
        except files.ParseError as refusal:
            raise forms.ValidationError(refusal.faults[:MOST_FAULTS]) from refusal
