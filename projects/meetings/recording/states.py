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

WHY_NOT = "meeting: why not"
event_types.register({WHY_NOT: _("Why they could not come to a meeting")})
WHY_NOT_WORDS = _(
    "You told us why you could not come to “%(title)s”, %(when)s: %(reason)s. Staff see only how often each "
    "reason is given, never by whom."
)
YOUR_WORDS = _("Your words: %(words)s")

ASKED_WORD = "word: asked"
event_types.register({ASKED_WORD: _("What a word means")})
WORD_WAITS = _("You asked what “%(word)s” means. We will tell you by %(day)s.")
WORD_MEANS = _("You asked what “%(word)s” means. It means: %(means)s")
