"""What a claim is for."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation.fields import (
    LineField,
    RadioField,
)
from coproduce.foundation.pages.forms import Form, Reveal

OTHER = "other"


class StartForm(Form):
    """What a claim is for: a meeting, a project, or something else."""

    what = RadioField(label=_("What is this claim for?"), choices=())
    mark_optional = False  # what shows below an answer is needed there

    about = LineField(label=_("Tell us in a few words what it is for"), required=False, max_length=120)
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        label=_("Who asked you to take part?"),
        empty_label=_("Choose one"),
    )

    def __init__(
        self, *args: Any, choices: Any, organisations: QuerySet[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.field("what", forms.ChoiceField).choices = [*choices, (OTHER, _("Something else"))]
        self.fields["what"].initial = None if choices else OTHER
        self.field("organisation", forms.ModelChoiceField).queryset = organisations
        self.only = list(organisations[:2])
        if len(self.only) < 2:
            del self.fields["organisation"]
        below = [name for name in ("about", "organisation") if name in self.fields]
        self.reveals = [Reveal("what", {OTHER: below})]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("what") == OTHER:
            self.need("about", _("Tell us in a few words what it is for"))
            if "organisation" in self.fields:
                self.need("organisation", _("Choose who asked you to take part"))
            elif self.only:
                cleaned["organisation"] = self.only[0]
        return cleaned
