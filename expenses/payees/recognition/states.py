from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Choice(TextChoices):
    """The ways to recognise somebody's time. All are a right; none has to be explained."""

    PAY = "pay", _("Pay me")
    VOUCHER = "voucher", _("Give me vouchers")
    DONATE = "donate", _("Give it to a charity I name")
    LESS = "less", _("Pay me less")
    DECLINE = "decline", _("No fee this time, thank you")
    EXPENSES_ONLY = "expenses_only", _("My costs only")
    ADVICE = "advice", _("I need advice first")


NO_FEE = (Choice.DECLINE, Choice.EXPENSES_ONLY)
BY_HAND = (Choice.VOUCHER, Choice.DONATE)
NOT_DECIDED = _("not decided yet")
"""What staff read while nothing was chosen, and word for word while somebody takes advice."""


class Pace(TextChoices):
    """When approved fees are paid."""

    GO = "go", _("As soon as they are approved")
    HOLD = "hold", _("Not before a day I choose")
    WEEKLY = "weekly", _("At most one fee a week")
    MONTHLY = "monthly", _("At most one fee a month")


class Period(TextChoices):
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")


class Outcome(TextChoices):
    """What somebody declared. Never a document: the outcome and the day are all we keep."""

    NOT_PUBLIC = "not_public", _("No full-time job in the public sector")
    UNRELATED = "unrelated", _("Full-time public sector job, unrelated and in their own time")
    COSTS_ONLY = "costs_only", _("Full-time public sector job: normally costs only")
