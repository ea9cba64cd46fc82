"""Where a meeting stands, and what somebody answered."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.transitions import Transition


class MeetingState(TextChoices):
    PLANNED = "planned", _("being planned")
    INVITED = "invited", _("people are invited")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class Response(TextChoices):
    NONE = "none", _("no answer yet")
    YES = "yes", _("coming")
    NO = "no", _("cannot come")


OPEN = (MeetingState.PLANNED, MeetingState.INVITED)
"""What may still be changed or called off."""
SEEN = (MeetingState.INVITED, MeetingState.HELD, MeetingState.CANCELLED)
"""What people outside the organisers see."""
TRANSITIONS = {
    "invite": Transition((MeetingState.PLANNED,), MeetingState.INVITED),
    "hold": Transition((MeetingState.INVITED,), MeetingState.HELD),
    "cancel": Transition((MeetingState.PLANNED, MeetingState.INVITED), MeetingState.CANCELLED),
}


@dataclass(frozen=True)
class MeetingFacts:
    """What a page needs to know of a meeting's status. `is_open`: it may still be changed or called off."""

    is_planned: bool = False
    is_invited: bool = False
    is_held: bool = False
    is_called_off: bool = False

    @property
    def is_open(self) -> bool:
        return self.is_planned or self.is_invited


FACTS = {
    MeetingState.PLANNED: MeetingFacts(is_planned=True),
    MeetingState.INVITED: MeetingFacts(is_invited=True),
    MeetingState.HELD: MeetingFacts(is_held=True),
    MeetingState.CANCELLED: MeetingFacts(is_called_off=True),
}


@dataclass(frozen=True)
class ResponseFacts:
    """What an answer to an invitation means, and its words for the person: in a list, on a page, by mail."""

    listed: LazyStr
    on_page: LazyStr
    by_mail: LazyStr
    is_yes: bool = False
    is_no: bool = False

    @property
    def is_answered(self) -> bool:
        return self.is_yes or self.is_no


RESPONSE_FACTS = {
    Response.NONE: ResponseFacts(
        listed=_("Please tell us if you can come."),
        on_page=_("You do not have to say why if you cannot."),
        by_mail=_("You do not have to say why if you cannot."),
    ),
    Response.YES: ResponseFacts(
        listed=_("You said you are coming."),
        on_page=_("You said yes. You can change your answer."),
        by_mail=_("You said yes. You can change your answer until the meeting."),
        is_yes=True,
    ),
    Response.NO: ResponseFacts(
        listed=_("You said you cannot come."),
        on_page=_("You said no. You can change your answer."),
        by_mail=_("You said no. You can change your answer until the meeting."),
        is_no=True,
    ),
}
