from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contributors.accounts.models import Organisation
from contributors.monitoring.on_paper.rules import is_one
from contributors.monitoring.rules import asked
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class CodeForm(Form):
    """The code on a form."""

    mark_optional = False
    code = fields.LineField(
        label=gettext_lazy("The code on the form"),
        width=30,
        autocomplete="off",
        help_text=gettext_lazy("Capital letters and digits. You can leave out the dashes."),
        error_messages={"required": gettext_lazy("Enter the code on the form.")},
    )
    submit_label = gettext_lazy("Delete the answers of this code")
    submit_kind = "warning"

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not is_one(code):
            raise ValidationError(
                _("This is not a code of ours. Look at it again: it has 20 letters and digits.")
            )
        return code


class FromPaperForm(CodeForm):
    """Every question on one page, as they stand on the paper. What is empty there stays empty."""

    submit_label = gettext_lazy("Keep these answers")
    submit_kind = ""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=gettext_lazy("Which organisation is it for?"),
        empty_label=None,
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("organisation", forms.ModelChoiceField).queryset = organisations
        for key, question in asked().items():
            choices = [("", _("Nothing is ticked")), *((one, _(one)) for one in question.answers)]
            self.fields[key] = fields.SelectField(label=_(question.words), choices=choices, required=False)

    @property
    def answers(self) -> dict[str, str]:
        """What is ticked, by question."""
        return {key: self.cleaned_data[key] for key in asked() if self.cleaned_data.get(key)}
