from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.facts import Facts, statuses
from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition


class Kind(TextChoices):
    RESULTS = "results", _("Results of payments")
    STATEMENT = "statement", _("Bank statement")


class ReportState(TextChoices):
    READ = "read", _("read, not recorded")
    RECORDED = "recorded", _("recorded")
    PUT_ASIDE = "put_aside", _("put aside")


FACTS: dict[ReportState, Facts] = {
    ReportState.READ: Facts(colour="yellow"),
    ReportState.RECORDED: Facts(colour="green"),
    ReportState.PUT_ASIDE: Facts(colour="grey"),
}
TRANSITIONS = {
    # What was explained or has changed since may be recorded from the same file later.
    "record": Transition((ReportState.READ, ReportState.RECORDED), ReportState.RECORDED),
    "put aside": Transition((ReportState.READ,), ReportState.PUT_ASIDE),
}

event_types.register(
    {
        "file from the bank read": _("file from the bank read"),
        "put aside": _("put aside"),
        "matched again": _("matched again"),
        "difference explained": _("difference explained"),
        "columns of the bank changed": _("columns of the bank changed"),
    }
)


class Said(TextChoices):
    """What a line says happened."""

    PAID = "paid", _("paid")
    BOUNCED = "bounced", _("came back")
    UNCLEAR = "unclear", _("not clear")


class Finding(TextChoices):
    """How a line fits what we know."""

    FITS = "fits", _("matches")
    DONE = "done", _("recorded")
    KNOWN = "known", _("we knew that already")
    AMOUNT = "amount", _("a different amount")
    TWICE = "twice", _("twice in the files")
    STATE = "state", _("does not match the status of the payment")
    UNCLEAR = "unclear", _("we cannot read it")
    UNKNOWN = "unknown", _("we do not know this payment")
    OTHER = "other", _("not about our payments")


@dataclass(frozen=True)
class FindingFacts(Facts):
    """What pages and queries need to know of how a line fits."""

    is_different: bool = False
    """Somebody has to explain it."""


FINDING_FACTS: dict[Finding, FindingFacts] = {
    Finding.FITS: FindingFacts(colour="green"),
    Finding.DONE: FindingFacts(colour="blue"),
    Finding.KNOWN: FindingFacts(colour="grey"),
    Finding.AMOUNT: FindingFacts(colour="red", is_different=True),
    Finding.TWICE: FindingFacts(colour="red", is_different=True),
    Finding.STATE: FindingFacts(colour="red", is_different=True),
    Finding.UNCLEAR: FindingFacts(colour="red", is_different=True),
    Finding.UNKNOWN: FindingFacts(colour="red", is_different=True),
    Finding.OTHER: FindingFacts(colour="grey"),
}
DIFFERENT = statuses(FINDING_FACTS, lambda of: of.is_different)


class MoneyOut(TextChoices):
    """How a statement with one column of amounts marks money that left."""

    MINUS = "minus", _("with a minus sign")
    PLUS = "plus", _("without a minus sign; money in has one")
