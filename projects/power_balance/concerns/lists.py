from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Case, Since
from coproduce.foundation.lists.registry import declare

_STATE = Case(
    "state",
    _("Status"),
    {
        "open": (_("Not answered yet"), Q(answered_on=None, done_on=None)),
        "answered": (_("Answered"), ~Q(answered_on=None)),
        "done": (_("Done"), ~Q(done_on=None)),
    },
)
_STAYS = "a concern is between two people: no copy of it leaves its page"

CONCERNS = declare(
    "power_balance:concerns",
    title=_("Concerns"),
    filters=[_STATE, Since(_("Told in"), "raised_on", moments=False)],
    stays=_STAYS,
)
MY_CONCERNS = declare(
    "my_power_balance:my_concerns",
    title=_("What I told someone outside the project"),
    filters=[_STATE],
    own=True,
    stays=_STAYS,
)
