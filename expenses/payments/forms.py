from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation.fields import SelectField
from coproduce.foundation.pages.forms import Form


class OrganisationForm(Form):
    """Asks for which organisation, when there is a choice."""

    organisation = SelectField(label=_("Organisation"), choices=[])

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        if len(organisations) == 1:
            del self.fields["organisation"]
        else:
            self.field("organisation", forms.ChoiceField).choices = [
                (one.pk, one.name) for one in organisations
            ]

    def chosen(self) -> Organisation:
        """Return the organisation, chosen or the only one."""
        return self.organisations[self.cleaned_data.get("organisation") or next(iter(self.organisations))]
