"""What people are promised at each level, in our own words: a scale may bring its own.

After the idea of the IAP2 spectrum that every level has its own promise to the public.
"""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from projects.scope.states import Involvement

PROMISES: dict[str, LazyStr] = {
    Involvement.CO_PRODUCE: _("We decide and do this together, from start to end. We share the power."),
    Involvement.CO_DESIGN: _("We shape this together. We carry it out and tell you what happened."),
    Involvement.INVOLVE: _("We ask you while things are open. We tell you what changed because of you."),
    Involvement.INFORM_ONLY: _("We tell you clearly what happens. We do not ask for what we cannot use."),
    Involvement.NOT_NOW: _("We do not ask for your time now, and we say why."),
}
