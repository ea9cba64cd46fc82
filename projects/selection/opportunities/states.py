"""Where an opportunity stands, and the answers by which people look for one."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.transitions import Transition


class OpportunityState(TextChoices):
    DRAFT = "draft", _("being written")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPPORTUNITY_TRANSITIONS = {
    "open": Transition((OpportunityState.DRAFT,), OpportunityState.OPEN),
    "close": Transition((OpportunityState.OPEN,), OpportunityState.CLOSED),
    "withdraw": Transition((OpportunityState.DRAFT, OpportunityState.OPEN), OpportunityState.WITHDRAWN),
}


@dataclass(frozen=True)
class OpportunityFacts:
    """What staff and the public read of each status. `is_public`: it has an open page."""

    colour: str
    said: LazyStr
    is_public: bool = False
    is_draft: bool = False
    is_open: bool = False


OPPORTUNITY_FACTS = {
    OpportunityState.DRAFT: OpportunityFacts("grey", _("Only your team can see it."), is_draft=True),
    OpportunityState.OPEN: OpportunityFacts("green", _("Everyone can see it."), is_public=True, is_open=True),
    OpportunityState.CLOSED: OpportunityFacts("blue", _("This has closed."), is_public=True),
    OpportunityState.WITHDRAWN: OpportunityFacts("red", _("This was withdrawn."), is_public=True),
}


class Topic(TextChoices):
    """What an opportunity is about, in the words people look for."""

    CANCER = "cancer", _("Cancer")
    HEART = "heart", _("Heart, stroke and blood")
    MENTAL = "mental", _("Mental health")
    BRAIN = "brain", _("Brain, nerves and dementia")
    DIABETES = "diabetes", _("Diabetes and hormones")
    LUNGS = "lungs", _("Lungs and breathing")
    BONES = "bones", _("Bones, joints and muscles")
    BIRTH = "birth", _("Pregnancy, birth and babies")
    CHILDREN = "children", _("Children and young people")
    OLDER = "older", _("Older people")
    DISABILITY = "disability", _("Disability")
    LEARNING = "learning", _("Learning disability and autism")
    CARERS = "carers", _("Carers and families")
    LONG_TERM = "long_term", _("Long-term conditions and pain")
    SERVICES = "services", _("How services are run, and safety")
    RESEARCH = "research", _("How research is done")
    OTHER = "other", _("Something else")


class Region(TextChoices):
    """Where people need to be able to get to."""

    ANYWHERE = "anywhere", _("Anywhere in the UK")
    NORTH_EAST = "north_east", _("North East of England")
    NORTH_WEST = "north_west", _("North West of England")
    YORKSHIRE = "yorkshire", _("Yorkshire and the Humber")
    EAST_MIDLANDS = "east_midlands", _("East Midlands")
    WEST_MIDLANDS = "west_midlands", _("West Midlands")
    EAST = "east", _("East of England")
    LONDON = "london", _("London")
    SOUTH_EAST = "south_east", _("South East of England")
    SOUTH_WEST = "south_west", _("South West of England")
    WALES = "wales", _("Wales")
    SCOTLAND = "scotland", _("Scotland")
    NORTHERN_IRELAND = "ni", _("Northern Ireland")


event_types.register(
    {
        "opportunity made": _("made an opportunity from a role"),
        "opportunity written": _("changed the draft of an opportunity"),
        "opportunity has another contact": _("named someone else to ask about an opportunity"),
    }
)
