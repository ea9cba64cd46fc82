from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare
from projects.power_balance.power_actions.states import ActionState

_FILTERS = [
    Words(_("Part of what was found"), ["found", "plan"]),
    Choice("status", _("Status"), ActionState.choices),
]
ACTIONS = declare(
    "power_balance:overview",
    title=_("Actions"),
    columns=[
        Column(_("What we found"), "found"),
        Column(_("Who does it"), "owner.name"),
        day(_("By when"), "due_on"),
        choice(_("Status"), "status"),
    ],
    filters=_FILTERS,
)
MY_ACTIONS = declare(
    "my_power_balance:overview",
    title=_("Actions"),
    columns=[
        Column(_("What we found"), "found"),
        day(_("By when"), "due_on"),
        choice(_("Status"), "status"),
    ],
    filters=_FILTERS,
    own=True,
)
