from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import (
    YesNoField,
)
from coproduce.foundation.pages.forms import Form


class AttendanceForm(Form):
    """What somebody of the project remembers."""

    attended = YesNoField(label=_("Did this person take part?"))
    submit_label = _("Save this")
