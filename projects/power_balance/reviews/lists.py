from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Since
from coproduce.foundation.lists.registry import choice, day, declare
from projects.power_balance.reviews.states import ReviewState

REVIEWS = declare(
    "power_balance:reviews",
    title=_("Reviews by both sides"),
    columns=[
        day(_("Opened"), "opened_at"),
        day(_("Answers by"), "rate_by"),
        choice(_("Status"), "status"),
        day(_("Closed"), "closed_at"),
    ],
    filters=[
        Choice("status", _("Status"), ReviewState.choices),
        Since(_("Opened in"), "opened_at"),
    ],
)
