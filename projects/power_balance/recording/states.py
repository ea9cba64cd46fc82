from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types


class Done(TextChoices):
    """What somebody may say of something that staff say is done."""

    CONFIRM = "confirm", _("Yes, it is done")
    NOT_YET = "not yet", _("Not yet")


RATED, SAID_DONE, NOT_EQUAL, NOT_RIGHT = (
    "review: rated",
    "action: said",
    "power: raised",
    "decision: disputed",
)

event_types.register(
    {
        RATED: _("How equal it feels"),
        SAID_DONE: _("Whether something is really done"),
        NOT_EQUAL: _("Something that is not equal"),
        NOT_RIGHT: _("A decision that is not written down right"),
    }
)

RATED_WORDS = _(
    "You told us how equal it feels on “%(project)s”, theme by theme. What you said stands in no letter, and"
    " nobody can read it, us neither. Until %(day)s you can say it again, and that counts instead."
)
DONE_WORDS = {
    Done.CONFIRM: _("You say that this is really done: %(action)s"),
    Done.NOT_YET: _("You say that this is not done yet: %(action)s\nWhat is missing: %(words)s"),
}
NOT_EQUAL_WORDS = _("You told us what is not equal on “%(project)s”: %(words)s")
NOT_RIGHT_WORDS = _("The decision “%(decision)s” is not written down right, you say: %(words)s")
