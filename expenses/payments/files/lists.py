from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Words
from coproduce.foundation.lists.registry import declare

NAMES = declare(
    "payments:names",
    title=_("Names as typed and as written"),
    filters=[Words(_("Claim"), ["claim__ref"])],
    stays="names of accounts are opened for one look, which is counted; the bank file is their only copy",
)
