from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import facts
from coproduce.foundation.facts import statuses
from coproduce.foundation.history import event_types
from coproduce.foundation.lazy import LazyStr
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


class Holder(Enum):
    """Who has a claim: who has to do something now."""

    PERSON = "person"
    APPROVER = "approver"
    FINANCE = "finance"
    NOBODY = "nobody"


STAGES = (_("Sent"), _("Approved"), _("Being paid"), _("Paid"))
"""The way of a claim, as the tracker shows it."""


@dataclass(frozen=True, kw_only=True)
class Facts(facts.Facts):
    """What pages and queries need to know of a status.

    `theirs` and `ours` say who has the claim: `rules.who_has_it` fills in names.
    """

    holder: Holder
    colour: str = "blue"
    listed: LazyStr = ""
    """How lists of staff name it, where the name of the status speaks to the person."""
    stage: int | None = None
    """Where it is on its way: the place in STAGES."""
    is_draft: bool = False
    has_question: bool = False
    was_sent: bool = True
    """False where it may be that it was never sent."""
    was_approved: bool = False
    is_payable: bool = False
    has_payment: bool = False
    """Whether money was on its way, arrived or not."""
    is_paid: bool = False
    never_paid: bool = False

    @property
    def can_be_changed(self) -> bool:
        return self.holder is Holder.PERSON

    @property
    def can_be_taken_back(self) -> bool:
        return self.holder in (Holder.PERSON, Holder.APPROVER)

    @property
    def waits_for_decision(self) -> bool:
        return self.holder is Holder.APPROVER

    @property
    def is_unpaid(self) -> bool:
        """Whether we owe the money and have promised a day, unless its fee waits for the person."""
        return self.holder in (Holder.APPROVER, Holder.FINANCE)


FACTS: dict[ClaimState, Facts] = {
    ClaimState.DRAFT: Facts(
        holder=Holder.PERSON,
        theirs=_("You are still writing it. You have not sent it yet."),
        is_draft=True,
        was_sent=False,
        never_paid=True,
    ),
    ClaimState.SENT: Facts(holder=Holder.APPROVER, theirs=_("%(who)s is looking at it."), stage=0),
    ClaimState.RETURNED: Facts(
        holder=Holder.PERSON,
        theirs=_("We have asked you a question."),
        ours=_("%(name)s has a question to answer."),
        listed=_("Question asked"),
        has_question=True,
    ),
    ClaimState.APPROVED: Facts(
        holder=Holder.FINANCE,
        theirs=_("The finance team of %(organisation)s has it. It will go into the next payment."),
        stage=1,
        was_approved=True,
        is_payable=True,
    ),
    ClaimState.IN_PAYMENT: Facts(
        holder=Holder.FINANCE,
        theirs=_("The finance team of %(organisation)s has sent the payment to the bank."),
        stage=2,
        was_approved=True,
    ),
    ClaimState.PAID: Facts(
        holder=Holder.NOBODY,
        theirs=_("This claim is finished."),
        colour="green",
        stage=3,
        was_approved=True,
        has_payment=True,
        is_paid=True,
    ),
    ClaimState.BOUNCED: Facts(
        holder=Holder.FINANCE,
        theirs=_("The bank sent the payment back. The finance team of %(organisation)s is putting it right."),
        stage=2,
        was_approved=True,
        is_payable=True,
        has_payment=True,
    ),
    ClaimState.REFUSED: Facts(
        holder=Holder.NOBODY,
        theirs=_("We did not approve it. You can ask us why."),
        ours=_("It was not approved. The person may ask why."),
        never_paid=True,
    ),
    ClaimState.WITHDRAWN: Facts(
        holder=Holder.NOBODY,
        theirs=_("You took it back."),
        ours=_("%(name)s took it back."),
        was_sent=False,
        never_paid=True,
    ),
}

CAN_BE_CHANGED = statuses(FACTS, lambda of: of.can_be_changed)
CAN_BE_TAKEN_BACK = statuses(FACTS, lambda of: of.can_be_taken_back)
NOT_SENT = statuses(FACTS, lambda of: not of.was_sent)
NEVER_PAID = statuses(FACTS, lambda of: of.never_paid)
UNPAID = statuses(FACTS, lambda of: of.is_unpaid)
PAYABLE = statuses(FACTS, lambda of: of.is_payable)
DECIDED = statuses(FACTS, lambda of: of.was_approved)

TRANSITIONS = {
    "send": Transition(CAN_BE_CHANGED, ClaimState.SENT),
    "return": Transition((ClaimState.SENT,), ClaimState.RETURNED),
    "approve": Transition((ClaimState.SENT,), ClaimState.APPROVED),
    "refuse": Transition((ClaimState.SENT,), ClaimState.REFUSED),
    "withdraw": Transition(CAN_BE_TAKEN_BACK, ClaimState.WITHDRAWN),
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
        "said anew what it is for": _("changed what it is for"),
        "line added": _("added a line"),
        "line changed": _("changed a line"),
        "line removed": _("removed a line"),
        "receipt added": _("added a receipt"),
        "send": _("sent"),
        "handed to a deputy": _("handed to a deputy"),
        "attended": _("confirmed that the person took part"),
        "not attended": _("recorded that the person did not take part"),
        "escalated": _("passed on, because it is late"),
        "declared a relative": _("a member of staff said that they are related to the person"),
        "return": _("question asked"),
        "approve": _("approved"),
        "refuse": _("not approved"),
        "withdraw": _("taken back"),
        "lines with a question set apart": _("put lines with a question aside, so that the rest can be paid"),
        "turn down": _("no fee wanted"),
        "fees set apart": _("put fees aside, so that costs can be paid"),
        "fee lowered": _("fee lowered, as the person asked"),
        "put in payment": _("put into a payment run"),
        "take out of payment": _("taken out of a payment run"),
        "pay": _("paid"),
        "money had before": _("already paid, nothing left to pay"),
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

    TIME = "time", _("their time")
    PREPARATION = "preparation", _("getting ready")
    ON_THE_WAY = "on_the_way", _("travelling time")
    HOME = "home", _("joining from home")
    JOURNEY = "journey", _("the way there")


class MarkKind(TextChoices):
    """What an approver should look at in a claim."""

    TWIN = "twin", _("the same was claimed before")
    HOUSEHOLD = "household", _("someone in the household claimed the same")
    RECEIPT = "receipt", _("the same receipt twice")
    PAID_ALREADY = "paid_already", _("we have already paid for this")
    ABSENT = "absent", _("recorded as not there")
    MORE_TIME = "more_time", _("more time than was recorded")
    NO_RECEIPT = "no_receipt", _("no receipt")
    LATE = "late", _("late")
    LIMIT = "limit", _("above the usual limit")
    AGREE_FIRST = "agree_first", _("should have been agreed first")
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


@dataclass(frozen=True, kw_only=True)
class LineFacts(facts.Facts):
    """What pages need to know of the decision on a line."""

    is_decided: bool = True
    is_refused: bool = False


LINE_FACTS: dict[LineDecision, LineFacts] = {
    LineDecision.PENDING: LineFacts(colour="grey", is_decided=False),
    LineDecision.APPROVED: LineFacts(colour="green"),
    LineDecision.REFUSED: LineFacts(colour="red", is_refused=True),
}

LINE_TRANSITIONS = {
    "approve line": Transition((LineDecision.PENDING,), LineDecision.APPROVED),
    "refuse line": Transition((LineDecision.PENDING,), LineDecision.REFUSED),
}
