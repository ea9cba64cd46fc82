from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class InviteForm(Form):
    """The last step before people are told."""

    why_this_time = fields.TextField(
        label=_("Why does it have to be this time?"),
        max_length=1000,
        rows=3,
        help_text=_("Public contributors can ask you about it later, so it is kept."),
    )

    def __init__(self, *args: Any, leaves_out: bool, **kwargs: Any) -> None:
        super().__init__(*args, submit_label=_("Send the invitations"), **kwargs)
        if not leaves_out:
            del self.fields["why_this_time"]
