from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import facts
from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition
from expenses.payees.recognition.states import NOT_DECIDED


class RunState(TextChoices):
    DRAFT = "draft", _("being prepared")
    LOCKED = "locked", _("waiting for a second person")
    RELEASED = "released", _("released")
    EXPORTED = "exported", _("file made")
    RECORDED = "recorded", _("paid")
    CANCELLED = "cancelled", _("cancelled")


@dataclass(frozen=True, kw_only=True)
class RunFacts(facts.Facts):
    """What pages need to know of where a run stands."""

    is_draft: bool = False
    is_exported: bool = False
    """The file is made, and the bank has said nothing yet."""
    is_recorded: bool = False
    is_cancelled: bool = False


RUN_FACTS: dict[RunState, RunFacts] = {
    RunState.DRAFT: RunFacts(colour="grey", is_draft=True),
    RunState.LOCKED: RunFacts(colour="yellow"),
    RunState.RELEASED: RunFacts(colour="blue"),
    RunState.EXPORTED: RunFacts(colour="purple", is_exported=True),
    RunState.RECORDED: RunFacts(colour="green", is_recorded=True),
    RunState.CANCELLED: RunFacts(colour="red", is_cancelled=True),
}
BEFORE_THE_FILE = (RunState.DRAFT, RunState.LOCKED, RunState.RELEASED)
IN_THE_LEDGER = (RunState.LOCKED, RunState.RELEASED, RunState.EXPORTED)

# A run only moves forward. It is never rebuilt: it is cancelled, with a reason, and another one is made.
TRANSITIONS = {
    "lock": Transition((RunState.DRAFT,), RunState.LOCKED),
    "release": Transition((RunState.LOCKED,), RunState.RELEASED),
    "export": Transition((RunState.RELEASED,), RunState.EXPORTED),
    "record": Transition((RunState.EXPORTED,), RunState.RECORDED),
    "cancel": Transition((*BEFORE_THE_FILE, RunState.EXPORTED), RunState.CANCELLED),
}

event_types.register(
    {
        "made": _("prepared"),
        "lock": _("closed"),
        "release": _("released"),
        "account names looked at": _("checked account names"),
        "export": _("file made"),
        "file downloaded": _("file downloaded"),
        "record": _("recorded as paid"),
        "cancel": _("cancelled"),
        "payments held back": _("payments held back"),
        "payment came back": _("a payment came back"),
        "reconciled": _("everything was found on statements"),
        "payee says: came": _("the person says it arrived"),
        "payee says: not_yet": _("the person says it has not arrived yet"),
        "payee says: wrong": _("the person says the amount is wrong"),
        "question about the payment answered": _("question about the payment answered"),
    }
)


class Method(TextChoices):
    """What a run is for: a file for the bank, or a list for whoever writes cheques and buys vouchers."""

    BANK = "bank", _("into bank accounts")
    HAND = "hand", _("by cheque, in cash, with vouchers or to a charity")


class Result(TextChoices):
    NONE = "none", _("not paid yet")
    PAID = "paid", _("paid")
    BOUNCED = "bounced", _("came back")
    HELD = "held", _("held back")


RESULT_STEPS = ((Result.NONE, Result.PAID), (Result.NONE, Result.HELD), (Result.PAID, Result.BOUNCED))
"""What may become of a payment, and nothing else: the database holds to it."""


@dataclass(frozen=True, kw_only=True)
class ResultFacts:
    """What pages need to know of what became of one payment."""

    is_paid: bool = False
    left_the_bank: bool = False
    """It was on its way, whether or not it came back."""


RESULT_FACTS: dict[Result, ResultFacts] = {
    Result.NONE: ResultFacts(),
    Result.PAID: ResultFacts(is_paid=True, left_the_bank=True),
    Result.BOUNCED: ResultFacts(left_the_bank=True),
    Result.HELD: ResultFacts(),
}


class Reason(TextChoices):
    """Why an approved claim is not in a run. Worded so that it says nothing about the person's life."""

    NO_DETAILS = "no_details", _("no bank details yet")
    RESTING = "resting", _("bank details were changed and cannot be used yet")
    TALK_FIRST = "talk_first", _("the involvement team will talk to them first")
    UNDECIDED = "undecided", NOT_DECIDED
    DETERMINATION = "for_payer", _("the payer has still to decide about the role")
    OTHER_ROUTE = "other_route", _("paid by cheque, cash, voucher or to a charity: make a run for those")
