from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import FilterForm
from projects.power_balance.trend.queries import MEASURES


class TrendForm(FilterForm):
    """Which number to look at over time."""

    show = fields.SelectField(
        label=_("What do you want to see?"), choices=[(key, one.title) for key, one in MEASURES.items()]
    )
