from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.choosing import ChosenForm
from coproduce.foundation.pages.forms import FilterForm
from expenses.claims.approval_queue.rules import PLAIN
from expenses.claims.states import MarkKind


class QueueFilter(FilterForm):
    """Narrow the claims that wait for a decision. `projects` are those that have some."""

    project = forms.ChoiceField(label=_("Project"), required=False)
    flag = forms.ChoiceField(
        label=_("Look at"),
        required=False,
        choices=[("", _("All")), (PLAIN, _("Nothing to look at")), *MarkKind.choices],
    )

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("project", forms.ChoiceField).choices = [
            ("", _("All")),
            *((one.ref, one.title) for one in projects),
        ]


class ApproveManyForm(ChosenForm):
    """The confirmation."""

    submit_label = _("Approve these claims")
