from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.resources.forms import CountField


class AccessCostForm(Form):
    """What one kind of arrangement costs."""

    submit_label = _("Save")

    pence_each = fields.MoneyField(
        label=_("Cost for one meeting"),
        zero_allowed=True,
        most=100_000_00,
        help_text=_("Ask who provides it. Enter 0 if it costs nothing."),
    )
    meetings = CountField(label=_("For how many meetings?"), most=200)
