from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class BankState(TextChoices):
    PENDING = "pending", _("waiting")
    ACTIVE = "active", _("in use")
    SUPERSEDED = "superseded", _("no longer used")


class Route(TextChoices):
    """How a person wants to be paid. Nobody needs a bank account to take part."""

    BANK = "bank", _("Into a bank or building society account")
    CHEQUE = "cheque", _("By cheque in the post")
    CASH = "cash", _("In cash, when we meet")
    VOUCHER = "voucher", _("With vouchers")
    CHARITY = "charity", _("To a charity I name")
    NONE = "none", _("No payment for my time: expenses only")


BY_HAND = (Route.CHEQUE, Route.CASH, Route.VOUCHER, Route.CHARITY)

TRANSITIONS = {
    "activate": Transition((BankState.PENDING,), BankState.ACTIVE),
    "supersede": Transition((BankState.PENDING, BankState.ACTIVE), BankState.SUPERSEDED),
}
