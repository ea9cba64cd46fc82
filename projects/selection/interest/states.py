"""Where an expression of interest stands, what may be asked in one, and what can be answered to it."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.transitions import Transition


class ExpressionState(TextChoices):
    DRAFT = "draft", _("not sent yet")
    SENT = "sent", _("waiting for an answer")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn")
    JOINED = "joined", _("joined with a newer one")


EXPRESSION_TRANSITIONS = {
    "send": Transition((ExpressionState.DRAFT,), ExpressionState.SENT),
    "answer": Transition((ExpressionState.SENT,), ExpressionState.ANSWERED),
    "withdraw": Transition((ExpressionState.SENT,), ExpressionState.WITHDRAWN),
    "join": Transition((ExpressionState.SENT,), ExpressionState.JOINED),
}
COUNTED = (ExpressionState.SENT, ExpressionState.ANSWERED)
ENDED = (ExpressionState.WITHDRAWN, ExpressionState.JOINED)


class CameBy(TextChoices):
    """How it came. All but the first are typed by staff."""

    ONLINE = "online", _("online")
    PHONE = "phone", _("by phone")
    POST = "post", _("by post")
    PERSON = "person", _("in person")


class Outcome(TextChoices):
    YES = "yes", _("yes")
    RESERVE = "reserve", _("reserve")
    NO = "no", _("no")
    OFF = "off", _("called off")


CHOSEN = (Outcome.YES, Outcome.RESERVE, Outcome.NO)
"""What staff choose from. Called off is for all at once, when the opportunity is withdrawn."""


class Ask(TextChoices):
    """All that can be asked. Each is asked only for a criterion by which people are chosen."""

    WHY = "why", _("Why would you like to do this?")
    LIFE = "life", _("What do you know about this from your own life?")
    BRING = "bring", _("What would you bring to the group?")
    OTHERS = "others", _("Tell us about a time you worked on something with other people")
    TIME = "time", _("Which days and times suit you?")
    CONFLICT = "conflict", _("Is there anything that could stop you from being fair here?")


@dataclass(frozen=True)
class AskFacts:
    """What helps people to answer a question."""

    hint: LazyStr


ASK_FACTS = {
    Ask.WHY: AskFacts(_("A few sentences are enough.")),
    Ask.LIFE: AskFacts(_("Tell us only what you want to. You do not need to name an illness.")),
    Ask.BRING: AskFacts(_("It can be anything: listening, asking plain questions, knowing your area.")),
    Ask.OTHERS: AskFacts(_("It can be at home, at work, in a club or where you live.")),
    Ask.TIME: AskFacts(_("For example: weekdays after 10am, not Thursdays.")),
    Ask.CONFLICT: AskFacts(_("For example: you work for the same service. If there is nothing, say no.")),
}
