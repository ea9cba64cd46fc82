from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class View(TextChoices):
    AGREE = "agree", _("Agree")
    CONCERNS = "concerns", _("Agree, but…")
    DISAGREE = "disagree", _("Disagree")


@dataclass(frozen=True)
class ViewFacts:
    """The colour of the tag of a view."""

    colour: str


VIEW_FACTS = {
    View.AGREE: ViewFacts("green"),
    View.CONCERNS: ViewFacts("yellow"),
    View.DISAGREE: ViewFacts("red"),
}


class Stand(TextChoices):
    """How far a step is with both sides; the words of `components/five_step_strip.html`."""

    AGREED = "agreed", _("both sides agree")
    OURS = "ours", _("staff agree, public members to say")
    THEIRS = "theirs", _("public members agree, staff to say")
    STARTED = "started", _("started")
    WAITING = "waiting", _("not started")
