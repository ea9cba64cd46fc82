from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Words
from coproduce.foundation.lists.registry import Column, day, declare

SCHOOL_HOLIDAYS = declare(
    "meetings:school_holidays",
    title=_("School holidays"),
    columns=[
        Column(_("Where"), "area"),
        Column(_("What"), "name"),
        day(_("From"), "first_day"),
        day(_("To"), "last_day"),
        Column(_("Where it is published"), "published"),
    ],
    filters=[Words(_("Where or what"), ["area", "name"])],
)
