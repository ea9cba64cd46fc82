from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Since
from coproduce.foundation.lists.registry import Column, choice, declare, moment
from projects.scope.states import ScopingChange

CHANGES = declare(
    "scope:piece",
    title=_("Changes of a piece of work"),
    columns=[
        moment(_("When"), "made_at"),
        Column(_("What was decided about"), lambda change: capfirst(str(change.row))),
        choice(_("What changed"), "change"),
        Column(_("Planned"), "planned.name"),
        Column(_("Achieved"), "achieved.name"),
        Column(_("Why"), "why"),
    ],
    filters=[
        Choice("change", _("What changed"), ScopingChange.choices),
        Since(_("When"), "made_at"),
    ],
)
