from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Words
from coproduce.foundation.lists.registry import Column, day, declare

ABSENCES = declare(
    "owners:absences",
    title=_("Who is away"),
    columns=[
        Column(_("Name"), "person.name"),
        day(_("From"), "first_day"),
        day(_("To"), "last_day"),
        Column(_("Deputy"), "deputy.name"),
    ],
    filters=[Words(_("Part of a name"), ["person__name", "deputy__name"])],
)
