from typing import Any

from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import fields
from projects.selection.panel.forms import AnswerForm, NamesForm


class RecordAnswerForm(OnBehalfForm, AnswerForm):
    """Whether somebody helps to choose people, as they told us."""

    submit_label = OnBehalfForm.submit_label

    yes = fields.YesNoField(label=_("Do they help to choose people?"))


class RecordNamesForm(OnBehalfForm, NamesForm):
    """Whom somebody knows, as they told us."""

    submit_label = OnBehalfForm.submit_label

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["knows"].label = _("Read every name to them. Whom do they know?")
        self.fields["knows"].help_text = _("Tick everyone they know well or who is close to them.")
        self.fields["why"].label = _("How do they know them?")
