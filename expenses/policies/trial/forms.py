from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import TextField
from coproduce.foundation.pages.forms import Form
from expenses.policies.files import rules as files
from expenses.policies.files.forms import MOST_FAULTS
from expenses.policies.files.rules import Book
from expenses.policies.trial import rules as trial


class TryForm(Form):
    """Lines of a claim, as a spreadsheet saves them."""

    lines = TextField(
        label=_("Lines of a claim"),
        max_length=100_000,
        rows=8,
        help_text=_("The first line names the columns. You need “date” and “kind”."),
    )
    submit_label = _("Work it out")

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = book

    def clean(self) -> dict[str, Any]:
        super().clean()
        if typed := self.cleaned_data.get("lines"):
            try:
                self.cleaned_data["quotes"] = trial.quote(self.book, typed)
            except files.ParseError as refusal:
                self.add_error("lines", refusal.faults[:MOST_FAULTS])
        return self.cleaned_data
