"""The list of lines paid at an old rate. Its rows are lines that were given their `difference`."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.registry import Column, choice, day, declare, pounds

OLD_RATES = declare(
    "claims:old_rates",
    title=_("Paid at an old rate"),
    columns=[
        Column(_("Claim"), "difference.line.claim.ref"),
        Column(_("Name"), "difference.line.claim.person.name"),
        Column(_("Status"), lambda row: capfirst(row.difference.line.claim.get_status_display())),
        choice(_("For"), "category"),
        day(_("On"), "activity_date"),
        pounds(_("Then (£)"), "difference.before_pence"),
        pounds(_("Today (£)"), "difference.today_pence"),
        pounds(_("Difference (£)"), lambda row: row.difference.more_pence if row.difference.price else None),
    ],
)
