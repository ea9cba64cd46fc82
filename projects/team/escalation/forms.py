from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.pages.forms import ModelForm
from coproduce.foundation.promises.models import EscalationSettings
from projects.team.escalation.queries import may_be_head, may_be_last


class EscalationForm(ModelForm):
    """After how many days a late promise is told to whom."""

    submit_label = _("Save")

    class Meta:
        model = EscalationSettings
        fields = ["contact_after_days", "head_after_days", "head", "last_after_days", "last"]
        labels = {
            "contact_after_days": _("After how many days do we tell the named contact?"),
            "head_after_days": _("After how many days do we tell the head of involvement?"),
            "head": _("Who is the head of involvement?"),
            "last_after_days": _("After how many days do we tell one more person?"),
            "last": _("Who is that person?"),
        }
        help_texts = {
            "head": _(
                "They also get anything nobody else looks after. If empty: the longest-standing manager."
            ),
            "last": _("Someone who can see every project. If empty, nobody else is told."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation_id = self.instance.organisation_id
        for name, people, empty in (
            ("head", may_be_head(organisation_id), _("The longest-standing PPI manager")),
            ("last", may_be_last(organisation_id), _("Nobody")),
        ):
            field = self.field(name, forms.ModelChoiceField)
            field.queryset, field.empty_label = people, empty

    def clean(self) -> dict[str, Any]:
        super().clean()
        contact, head, last = (
            self.cleaned_data.get(f"{name}_after_days") for name in ("contact", "head", "last")
        )
        if contact and head and head < contact:
            self.add_error("head_after_days", _("Enter as many days as for the named contact, or more."))
        if head and last and last < head:
            self.add_error("last_after_days", _("Enter as many days as for the head, or more."))
        return self.cleaned_data
