from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import money
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.pages.presenters import uk_date
from expenses.claims.states import Kind
from expenses.payments.runs.models import Payment
from expenses.payments.states import Result


def split(payment: Payment) -> dict[str, int]:
    """Return what a payment is made of, in pence by kind: one function for page and mail (trust F29)."""
    sums = payment.lines.order_by().values_list("kind").annotate(Sum("amount_pence"))
    return {kind.value: 0 for kind in Kind} | dict(sums)


def paid(message: Notification) -> dict[str, Any]:
    """The facts of a payment as they are now."""
    return facts(Payment.objects.select_related("run__organisation", "claim").get(pk=message.subject_id))


def facts(payment: Payment) -> dict[str, Any]:
    """What a text says about a payment: amounts, fee and expenses apart, what the statement shows."""
    parts = split(payment)
    before = payment.claim.lines.aggregate(pence=Sum("covered_pence", default=0))["pence"]
    return {
        "claim_ref": payment.claim.ref,
        "amount": money.pounds(payment.amount_pence),
        **{f"{kind}_amount": money.pounds(pence) if pence else "" for kind, pence in parts.items()},
        "before_amount": money.pounds(before) if before else "",
        "in_parts": sum(1 for pence in parts.values() if pence) > 1,
        "statement_name": payment.run.statement_reference,
        "reference": payment.reference,
        "by_bank": payment.bank_details_id is not None,
        "method": payment.get_method_display(),
        "paid_on": uk_date(payment.run.paid_on),
        "organisation": payment.run.organisation.name,
    }


def not_paid_after_all(message: Notification) -> str:
    """A payment that came back in the meantime is told by its own message."""
    now = Payment.objects.filter(pk=message.subject_id).values_list("result", flat=True).first()
    return "" if now == Result.PAID else "the payment came back"


PAID = kinds.register(
    NotificationKind(
        "payments/paid", says=_("A claim is paid"), context=paid, not_wanted=not_paid_after_all, expires=NEVER
    )
)
