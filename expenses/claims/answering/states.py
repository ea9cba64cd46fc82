from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

ANSWERED, LOOK_AGAIN = "claim: answer", "claim: look again"

event_types.register(
    {
        ANSWERED: _("An answer about a claim"),
        LOOK_AGAIN: _("A second look at a claim"),
        "question answered": _("question answered"),
        "second look asked for": _("asked for a second look"),
        "looked again": _("looked at again by someone else"),
    }
)

ANSWER_WORDS = _(
    "Our question about your claim %(ref)s: %(question)s\nYour answer: %(words)s\nYour claim has been "
    "sent again."
)
LOOK_WORDS = _("You do not agree with our answer to your claim %(ref)s. Someone else will look at it again.")
