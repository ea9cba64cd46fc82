from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Words
from coproduce.foundation.lists.registry import Column, declare

CAN_BE_INVITED = declare(
    "roles:choose_people",
    title=_("People you know"),
    columns=[Column(_("Name"), "name")],
    filters=[Words(_("Part of a name or email"), ["name", "email"])],
)
