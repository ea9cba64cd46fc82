from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare, pounds
from expenses.payments.advances.states import AdvanceState

_STATUS = Choice("status", _("Status"), AdvanceState.choices)

ADVANCES = declare(
    "advances:list",
    title=_("Money in advance"),
    columns=[
        Column(_("Who"), "person.name"),
        Column(_("For"), "title"),
        day(_("On"), "on"),
        pounds(_("Amount (£)"), "amount_pence"),
        pounds(_("Still to settle (£)"), "open_pence"),
        choice(_("Status"), "status"),
        day(_("Needed by"), "needed_by"),
    ],
    filters=[
        Words(_("Name, meeting or project"), ["person__name", "meeting__title", "project__title"]),
        _STATUS,
    ],
)
MY_ADVANCES = declare(
    "my_advances:list",
    title=_("Money in advance"),
    columns=[
        Column(_("For"), "title"),
        day(_("On"), "on"),
        pounds(_("Amount (£)"), "amount_pence"),
        pounds(_("Still to settle (£)"), "open_pence"),
        choice(_("Status"), "status"),
    ],
    filters=[_STATUS],
    own=True,
)
