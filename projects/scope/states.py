from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.facts import Facts


class Aspect(TextChoices):
    """The six aspects scoped one by one (Working Together checklist: WT-ORG)."""

    DEFINITION = "definition", _("saying what the work is")
    DESIGN = "design", _("design")
    DELIVERY = "delivery", _("delivery")
    DECISION_MAKING = "decisions", _("decision-making")
    DISTRIBUTION = "distribution", _("sharing the results")
    EVALUATION = "evaluation", _("evaluation")


class Involvement(TextChoices):
    """How people are involved in a piece of work, from most power to least."""

    CO_PRODUCE = "co_produce", _("co-produce")
    CO_DESIGN = "co_design", _("co-design")
    INVOLVE = "involve", _("involve")
    INFORM_ONLY = "inform_only", _("inform only")
    NOT_NOW = "not_now", _("not now")


class ScreenReply(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_SURE = "not_sure", _("Not sure")


class Openness(TextChoices):
    """How much of something people can change."""

    OPEN = "open", _("open")
    LIMITED = "limited", _("limited")
    FIXED = "fixed", _("fixed")


@dataclass(frozen=True, kw_only=True)
class OpennessFacts(Facts):
    """Also how much people can change, as a number that is higher for more."""

    how_open: int


OPENNESS_FACTS = {
    Openness.OPEN: OpennessFacts(colour="green", how_open=2),
    Openness.LIMITED: OpennessFacts(colour="yellow", how_open=1),
    Openness.FIXED: OpennessFacts(colour="grey", how_open=0),
}
