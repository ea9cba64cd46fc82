from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.lists.filters import Case, Choice, Words
from coproduce.foundation.lists.registry import Column, choice, declare, moment, number
from projects.roles.models.choices import Daytime, Mode, PaymentKind
from projects.selection.opportunities.states import OpportunityState, Region, Topic

OF_PROJECT = declare(
    "selection:overview",
    title=_("Opportunities of a project"),
    columns=[
        Column(_("Title"), "title"),
        choice(_("Status"), "status"),
        moment(_("Opens"), "opens_at"),
        moment(_("Closes"), "closes_at"),
        number(_("Places"), "places"),
    ],
    filters=[
        Words(_("Part of the title"), ["title"]),
        Choice("status", _("Status"), OpportunityState.choices),
    ],
)

ONLINE = (Mode.ONLINE, Mode.REMOTE, Mode.CHOICE)
"""So that nobody has to travel."""


def _near(region: Region) -> Q:
    return Q(region__in=(region, Region.ANYWHERE))


def _at(*times: Daytime) -> Q:
    return Q(time_of_day__in=(*times, Daytime.MIXED, Daytime.OWN_TIME))


WHERE: dict[str, tuple[LazyStr, Q | Callable[[], Q]]] = {
    "online": (_("Online or from home"), Q(mode__in=ONLINE)),
    **{one.value: (one.label, _near(one)) for one in Region if one != Region.ANYWHERE},
}
PUBLIC = declare(
    "opportunities:list",
    title=_("Opportunities to take part"),
    filters=[
        Words(_("Words to look for"), ["title", "summary"]),
        Case("where", _("Where"), WHERE),
        Choice("topic", _("Topic"), Topic.choices),
        Case(
            "time",
            _("When"),
            {
                "day": (_("Weekdays in the daytime"), _at(Daytime.WORKDAY)),
                "evening": (_("Evenings"), _at(Daytime.EVENING)),
                "weekend": (_("Weekends"), _at(Daytime.WEEKEND)),
                "own": (_("When it suits me"), Q(time_of_day=Daytime.OWN_TIME)),
            },
        ),
        Case(
            "pay",
            _("Pay"),
            {
                "fee": (_("A fee is paid"), Q(payment=PaymentKind.FEE)),
                "expenses": (_("Expenses only"), Q(payment=PaymentKind.EXPENSES_ONLY)),
                "none": (_("No money"), Q(payment=PaymentKind.NOTHING)),
            },
        ),
    ],
    stays="it is a page for everyone",
)
PUBLIC_OF_BODY = declare(
    "opportunities:of_body",
    title=_("Opportunities of an organisation"),
    filters=PUBLIC.filters,
    stays="it is a page for everyone",
)
