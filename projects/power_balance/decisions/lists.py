from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Since, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare
from projects.power_balance.decisions.states import Followed

_COLUMNS = [
    Column(_("Decision"), "title"),
    day(_("When"), "decided_on"),
    Column(_("At which meeting"), "meeting.title"),
    Column(_("What else could have been chosen"), "options"),
    Column(_("Who could take part"), "took_part"),
    Column(_("What public members thought"), "public_view"),
    choice(_("Was that followed?"), "followed"),
    Column(_("Why"), "reason"),
]
_FILTERS = [
    Words(_("Part of the decision"), ["title", "options", "reason"]),
    Choice("followed", _("Was what public members wanted followed?"), Followed.choices),
    Since(_("When"), "decided_on", moments=False),
]
DECISIONS = declare("power_balance:decisions", title=_("Decisions"), columns=_COLUMNS, filters=_FILTERS)
MY_DECISIONS = declare(
    "my_power_balance:decisions", title=_("Decisions"), columns=_COLUMNS, filters=_FILTERS, own=True
)
