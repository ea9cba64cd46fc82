from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types


class Told(TextChoices):
    """What somebody may tell us about when they can come."""

    WEEKLY = "weekly", _("Times each week that do not suit them")
    AWAY = "away", _("Days when they are away")
    TRAVEL = "travel", _("Their way to meetings")
    CLOCK = "clock", _("The clock they live by")


TIMES = "times: told"
event_types.register({TIMES: _("When you can come")})

WEEKLY_WORDS = _("You cannot come each week on: %(when)s.")
AWAY_WORDS = _("You are away from %(first)s to %(last)s.")
TRAVEL_WORDS = _("You need %(before)s to get to a meeting, and %(after)s to get back.")
ONLINE_WORDS = _("You join online when you can choose.")
CLOCK_WORDS = _("You live by this clock: %(clock)s.")
REMOVED_WORDS = _("This is no longer in your way: %(what)s.")
