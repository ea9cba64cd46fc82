from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

ADDED, ENDED, STILL_RIGHT = "needs: added", "needs: ended", "needs: right"
"""What was recorded about what helps, as history and written copies name it."""

event_types.register(
    {
        ADDED: _("What helps you take part"),
        ENDED: _("What you no longer need"),
        STILL_RIGHT: _("That what helps you is still right"),
    }
)

ADDED_WORDS = _("What helps you take part: %(words)s\nWho may see this: %(who)s.")
ENDED_WORDS = _("You no longer need this: %(words)s")
STILL_RIGHT_WORDS = _("Everything you told us about what helps you is still right.")
