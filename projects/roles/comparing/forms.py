from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation.pages.forms import FilterForm
from projects.roles.models import RoleVersion


class CompareForm(FilterForm):
    """Which two texts to see beside each other. The answer stands in the address."""

    before = forms.ChoiceField(label=gettext_lazy("The text before"))
    after = forms.ChoiceField(label=gettext_lazy("The text after"))

    def __init__(self, *args: Any, versions: list[RoleVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (
                one.number,
                _("Version %(number)s: %(state)s")
                % {"number": one.number, "state": one.get_status_display()},
            )
            for one in versions
        ]
        for name in ("before", "after"):
            self.field(name, forms.ChoiceField).choices = choices
