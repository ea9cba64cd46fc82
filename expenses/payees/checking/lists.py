from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Words
from coproduce.foundation.lists.registry import Column, declare, moment

TO_CHECK = declare(
    "payees:to_check",
    title=_("Bank details to check"),
    # No part of an account number: those who check look at the page, and no copy of it lies about.
    columns=[Column(_("Who"), "person.name"), moment(_("Changed"), "made_at")],
    filters=[Words(_("Name, or part of it"), ["person__name"])],
)
