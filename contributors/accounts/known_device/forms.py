from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import LineField
from coproduce.foundation.pages.forms import Form


class NewDevice(Form):
    """The code for a device that has to wait."""

    code = LineField(
        label=_("Your code"),
        help_text=_("12 letters and numbers, like abcd-2345-efgh. Big or small letters do."),
        max_length=40,
        width=20,
        autocomplete="one-time-code",
    )
    submit_label = _("Continue")
