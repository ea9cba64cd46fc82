from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class InviteForm(Form):
    """The last step before people are told."""

    submit_label = _("Send the invitations")

    def __init__(self, *args: Any, late_to_book: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if late_to_book:
            self.fields["booked_late"] = forms.BooleanField(
                label=_("I asked: what helps people take part can still be there on the day"),
                error_messages={
                    "required": _("Ask if it can still be booked, and tick the box. Or choose a later day.")
                },
            )

    @property
    def invited_with(self) -> dict[str, Any]:
        """What the action takes: all but what was only asked."""
        return {name: value for name, value in self.cleaned_data.items() if name != "booked_late"}


class InviteWithReasonForm(InviteForm):
    """The same for a time that leaves public contributors out."""

    why_this_time = fields.TextField(
        label=_("Why does it have to be this time?"),
        max_length=1000,
        rows=3,
        help_text=_("Public contributors can ask about it later, so we keep it."),
    )
