from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Since, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare, number, pounds
from expenses.payments.states import Reason, Result, RunState

RUNS = declare(
    "payments:list",
    title=_("Payment runs"),
    columns=[
        Column(_("Run"), str),
        Column(_("Organisation"), "organisation.name"),
        day(_("Made"), "made_at"),
        choice(_("Status"), "status"),
        number(_("Payments"), "payment_count"),
        pounds(_("Fees (£)"), "fee_pence"),
        pounds(_("Expenses (£)"), "expense_pence"),
        pounds(_("Allowances (£)"), "allowance_pence"),
        pounds(_("Together (£)"), "total_pence"),
    ],
    filters=[
        Choice("status", _("Status"), RunState.choices),
        Since(_("Made in"), "made_at"),
    ],
)
PAYMENTS = declare(
    "payments:detail",
    title=_("Payments in this run"),
    columns=[
        Column(_("To"), "payee_name"),
        Column(_("Claim"), "claim.ref"),
        pounds(_("Fee (£)"), "fee_pence"),
        pounds(_("Expenses (£)"), "expense_pence"),
        pounds(_("Allowances (£)"), "allowance_pence"),
        pounds(_("Together (£)"), "amount_pence"),
        choice(_("Result"), "result"),
    ],
    filters=[
        Words(_("Name or claim"), ["payee_name", "claim__ref"]),
        Choice("result", _("Result"), Result.choices),
    ],
)
LEFT_OUT = declare(
    "payments:left_out",
    title=_("Claims left out"),
    columns=[
        Column(_("Claim"), "claim.ref"),
        Column(_("Who"), "claim.person.name"),
        choice(_("Why"), "reason"),
    ],
    filters=[
        Words(_("Name or claim"), ["claim__person__name", "claim__ref"]),
        Choice("reason", _("Why"), Reason.choices),
    ],
)
