from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition


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

TRANSITIONS = {
    "send": Transition(CAN_BE_CHANGED, ClaimState.SENT),
    "return": Transition((ClaimState.SENT,), ClaimState.RETURNED),
    "approve": Transition((ClaimState.SENT,), ClaimState.APPROVED),
    "refuse": Transition((ClaimState.SENT,), ClaimState.REFUSED),
    "withdraw": Transition((*CAN_BE_CHANGED, ClaimState.SENT), ClaimState.WITHDRAWN),
    "put in payment": Transition(PAYABLE, ClaimState.IN_PAYMENT),
    "take out of payment": Transition((ClaimState.IN_PAYMENT,), ClaimState.APPROVED),
    "pay": Transition((ClaimState.IN_PAYMENT,), ClaimState.PAID),
    "money had before": Transition((ClaimState.APPROVED,), ClaimState.PAID),
    # A fee the person turned down after it was approved.
    "turn down": Transition(PAYABLE, ClaimState.WITHDRAWN),
    # A bank can send money back after we had recorded it as paid.
    "bounce": Transition((ClaimState.IN_PAYMENT, ClaimState.PAID), ClaimState.BOUNCED),
}

event_types.register(
    {
        "started": _("started"),
        "said anew what it is for": _("said anew what it is for"),
        "line added": _("a line added"),
        "line changed": _("a line changed"),
        "line removed": _("a line taken off"),
        "receipt added": _("a receipt added"),
        "send": _("sent"),
        "handed to a deputy": _("handed to a deputy"),
        "attended": _("the project confirmed that the person took part"),
        "not attended": _("the project noted that the person did not take part"),
        "escalated": _("passed up the line, because it is late"),
        "declared a relative": _("a member of staff said that they are related to the person"),
        "return": _("question asked"),
        "approve": _("approved"),
        "refuse": _("not approved"),
        "withdraw": _("taken back"),
        "lines with a question set apart": _("lines with a question set apart, so the rest is paid"),
        "turn down": _("no fee wanted"),
        "fees set apart": _("fees set apart, so that costs are paid"),
        "fee lowered": _("fee lowered, as the person asked"),
        "put in payment": _("put into a payment run"),
        "take out of payment": _("taken out of a payment run"),
        "pay": _("paid"),
        "money had before": _("paid before, nothing is left to pay"),
        "bounce": _("payment came back"),
        "approve line": _("line approved"),
        "refuse line": _("line not approved"),
    }
)


class Kind(TextChoices):
    """Fees can count as income, expenses do not: three kinds for ever apart."""

    FEE = "fee", _("fee")
    EXPENSE = "expense", _("expense")
    ALLOWANCE = "allowance", _("allowance")


class Part(TextChoices):
    """Which question of the short pages a line answers. A line that was added on its own answers none."""

    TIME = "time", _("the time somebody gave")
    PREPARATION = "preparation", _("getting ready")
    ON_THE_WAY = "on_the_way", _("the time on the way")
    HOME = "home", _("joining from home")
    JOURNEY = "journey", _("the way there")


class MarkKind(TextChoices):
    """What an approver should look at in a claim."""

    TWIN = "twin", _("the same was claimed before")
    HOUSEHOLD = "household", _("somebody of the household claimed the same")
    RECEIPT = "receipt", _("the same receipt twice")
    PAID_ALREADY = "paid_already", _("we paid for this already")
    ABSENT = "absent", _("noted as not there")
    MORE_TIME = "more_time", _("more time than noted")
    NO_RECEIPT = "no_receipt", _("no receipt")
    LATE = "late", _("late")
    LIMIT = "limit", _("above the usual limit")
    AGREE_FIRST = "agree_first", _("to be agreed first")
    AGREED = "agreed", _("an amount that was agreed")


class SupporterCost(TextChoices):
    """What somebody paid for the person who supports them."""

    TRAVEL = "travel", _("their travel")
    MEAL = "meal", _("their food and drink")
    TIME = "time", _("their time")


class LineDecision(TextChoices):
    PENDING = "pending", _("not decided yet")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("not approved")


LINE_TRANSITIONS = {
    "approve line": Transition((LineDecision.PENDING,), LineDecision.APPROVED),
    "refuse line": Transition((LineDecision.PENDING,), LineDecision.REFUSED),
}
