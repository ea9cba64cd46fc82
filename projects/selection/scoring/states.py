"""What happens while a panel scores, in the words of history."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

event_types.register(
    {
        "scores asked for": _("asked the panel for its scores by a day"),
        "scores locked": _("locked the scores of a text"),
        "scores talked about": _("wrote down what the panel said about a text"),
        "scores closed": _("closed the scoring"),
    }
)
