from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class InviteForm(Form):
    """The last step before people are told."""

    submit_label = _("Send the invitations")


class InviteWithReasonForm(InviteForm):
    """The same for a time that leaves public contributors out."""

    why_this_time = fields.TextField(
        label=_("Why does it have to be this time?"),
        max_length=1000,
        rows=3,
        help_text=_("Public contributors can ask about it later, so we keep it."),
    )
