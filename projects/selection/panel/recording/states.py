from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

ANSWER = "panel: answer"
NAMES = "panel: names"
event_types.register(
    {
        ANSWER: _("Whether they help to choose people"),
        NAMES: _("Whom they know of those who put themselves forward"),
    }
)

YES = _("Yes, I help to choose people for “%(title)s”.")
NO = _("No, I do not help to choose people for “%(title)s”.")
SAID = _("I know %(n)s of the %(of)s people who put themselves forward for “%(title)s”.")
"""Staff: what somebody on a panel told us. The names stay out of the copy: others may open the letter."""
