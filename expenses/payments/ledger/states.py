from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from expenses.payments.runs.models import Payment

PAYMENT = Payment._meta.label
"""The source of entries about a payment."""


class Account(TextChoices):
    """Debits are plus, credits are minus: together always nothing."""

    FEES = "fees", _("fees")
    EXPENSES = "expenses", _("expenses")
    ALLOWANCES = "allowances", _("allowances")
    OWED = "owed", _("owed to people")
    BANK = "bank", _("in the bank")
    BOUNCED = "bounced", _("came back, to be paid again")
    CASH = "cash", _("petty cash")
    ADVANCES = "advances", _("given in advance, not settled yet")
    LET_GO = "let_go", _("advances written off")


class EntryKind(TextChoices):
    OWED = "owed", _("put in a run")
    NOT_OWED = "not_owed", _("taken out of a run")
    PAID = "paid", _("paid")
    BOUNCED = "bounced", _("came back")
    ADVANCED = "advanced", _("given in advance")
    CLEARED = "cleared", _("taken off a claim")
    RETURNED = "returned", _("paid back")
    LET_GO = "let_go", _("written off")
