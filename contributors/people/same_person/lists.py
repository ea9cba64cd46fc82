from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Words
from coproduce.foundation.lists.registry import declare

SAME_PERSON = declare(
    "people:same_person",
    title=_("Accounts that may be one person"),
    filters=[Words(_("Part of an email"), ["one__email", "other__email"])],
    stays="It is a question about people, and no copy of it lies about.",
)
