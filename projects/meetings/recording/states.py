from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from projects.meetings.feedback.states import FeedbackLine


class HowItWas(TextChoices):
    """What somebody may say of what staff noted about a meeting."""

    SO = "so", _("That is how it was")
    DIFFERENT = "different", _("It was different")


LINES = {
    FeedbackLine.THERE: _("Whether they were there, or how long"),
    FeedbackLine.PRE_BRIEF: _("Whether staff and public members talked before"),
    FeedbackLine.DEBRIEF: _("Whether staff and public members talked after"),
    FeedbackLine.CHAIR: _("Who chaired"),
    FeedbackLine.ITEMS: _("What on the agenda came from public members"),
    FeedbackLine.BREAKS: _("The breaks"),
    FeedbackLine.TIME: _("Whether it ended on time"),
}
"""What is noted, as the page for staff names it."""

HOW_IT_WAS = "meeting: how it was"
event_types.register({HOW_IT_WAS: _("How a meeting was")})

SO_WORDS = _("“%(title)s”, %(when)s, was as we noted it.")
DIFFERENT_WORDS = _("“%(title)s”, %(when)s, was different from what we noted. %(line)s: %(words)s")

event_types.register({"meeting: yes": _("Coming to a meeting"), "meeting: no": _("Not coming to a meeting")})

COMING = _("You can come to “%(title)s”, %(when)s.")
NOT_COMING = _("You cannot come to “%(title)s”, %(when)s.")
NEEDS = _("What helps you take part: %(words)s")

MET = "arrangement: met"
event_types.register({MET: _("Whether what helps them was there")})
MET_WORDS = _("“%(title)s”, %(when)s: was there what helps you? %(met)s %(words)s")
