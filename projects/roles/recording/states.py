from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types


class Answer(TextChoices):
    """What somebody may tell us about a role, invited to it or in it."""

    AGREE = "agree", _("Yes, they take the role as it is")
    DECLINE = "decline", _("No thank you")
    KEEP = "keep", _("No to the change: what they agreed before stays")
    SUGGEST = "suggest", _("They would like something changed")
    STOP = "stop", _("They are stopping")


event_types.register(
    {
        "role: agree": _("Yes to a role"),
        "role: decline": _("No thank you to a role"),
        "role: keep": _("No to a change of a role"),
        "role: suggest": _("A change to a role"),
        "role: stop": _("Stopping a role"),
        "role: duty done": _("A duty of a role, done"),
    }
)

WORDS = {
    Answer.AGREE: _("Yes to the role “%(role)s”, version %(version)s."),
    Answer.DECLINE: _("No thank you to the role “%(role)s”."),
    Answer.KEEP: _("No to the change of the role “%(role)s”. What you agreed before stays."),
    Answer.SUGGEST: _("A change you would like in the role “%(role)s”: %(words)s"),
    Answer.STOP: _("You are stopping the role “%(role)s”."),
}
"""What the person reads in their written copy."""
