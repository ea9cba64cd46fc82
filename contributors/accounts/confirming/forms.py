from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import CheckboxField
from coproduce.foundation.pages.forms import Form


class ConfirmRoleForm(Form):
    """A yes. Where something about the account looks odd, whoever says it looked into that."""

    submit_label = _("Yes, the role is right")
    looked = CheckboxField(
        label=_("I have spoken to this person, and it is their only account here"),
        error_messages={"required": _("Speak to the person first, then tick the box.")},
    )

    def __init__(self, *args: Any, doubts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not doubts:
            del self.fields["looked"]
