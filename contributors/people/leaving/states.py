from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

LEFT, CAME_BACK = "organisation: left", "organisation: back"

event_types.register(
    {
        LEFT: _("Not working with us any more"),
        CAME_BACK: _("Working with us again"),
        "left the organisation": _("left the organisation"),
        "came back to the organisation": _("came back to the organisation"),
    }
)

LEFT_WORDS = _(
    "You do not want to work with %(name)s any more. You have left its projects and roles. We still pay what"
    " we owe you, and you can still claim for what you did."
)
CAME_BACK_WORDS = _("You want to work with %(name)s again. It may ask you to take part.")
