from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice
from coproduce.foundation.lists.registry import declare
from expenses.payments.ledger.states import EntryKind

MONTH = declare(
    "payments:month",
    title=_("What happened"),
    filters=[Choice("kind", _("What happened"), EntryKind.choices)],
    stays="a month is taken away with its opening and closing, as a file of its own",
)
