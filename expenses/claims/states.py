from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.workflow import Move


class ClaimState(TextChoices):
    DRAFT = "draft", _("being written")
    SENT = "sent", _("sent")
    RETURNED = "returned", _("we asked you something")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("not approved")
    IN_PAYMENT = "in_payment", _("being paid")
    PAID = "paid", _("paid")
    BOUNCED = "bounced", _("payment came back")
    WITHDRAWN = "withdrawn", _("taken back")


CAN_BE_CHANGED = (ClaimState.DRAFT, ClaimState.RETURNED)
NEVER_PAID = (ClaimState.DRAFT, ClaimState.REFUSED, ClaimState.WITHDRAWN)
UNPAID = (ClaimState.SENT, ClaimState.APPROVED, ClaimState.IN_PAYMENT, ClaimState.BOUNCED)
PAYABLE = (ClaimState.APPROVED, ClaimState.BOUNCED)

MOVES = {
    "send": Move(CAN_BE_CHANGED, ClaimState.SENT),
    "return": Move((ClaimState.SENT,), ClaimState.RETURNED),
    "approve": Move((ClaimState.SENT,), ClaimState.APPROVED),
    "refuse": Move((ClaimState.SENT,), ClaimState.REFUSED),
    "withdraw": Move((*CAN_BE_CHANGED, ClaimState.SENT), ClaimState.WITHDRAWN),
    "put in payment": Move(PAYABLE, ClaimState.IN_PAYMENT),
    "take out of payment": Move((ClaimState.IN_PAYMENT,), ClaimState.APPROVED),
    "pay": Move((ClaimState.IN_PAYMENT,), ClaimState.PAID),
    # A bank can send money back after we had recorded it as paid.
    "bounce": Move((ClaimState.IN_PAYMENT, ClaimState.PAID), ClaimState.BOUNCED),
}


class Kind(TextChoices):
    """Fees can count as income, expenses do not: three kinds for ever apart."""

    FEE = "fee", _("fee")
    EXPENSE = "expense", _("expense")
    ALLOWANCE = "allowance", _("allowance")


class LineDecision(TextChoices):
    PENDING = "pending", _("not decided yet")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("not approved")


LINE_MOVES = {
    "approve line": Move((LineDecision.PENDING,), LineDecision.APPROVED),
    "refuse line": Move((LineDecision.PENDING,), LineDecision.REFUSED),
}
