from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types


class How(TextChoices):
    """How somebody said it to us."""

    PHONE = "phone", _("by phone")
    POST = "post", _("by post")
    IN_PERSON = "in_person", _("in person")


event_types.register(
    {
        "recorded on behalf": _("wrote down what they told us"),
        "said it is wrong": _("said that what we wrote down is wrong"),
        "supporter asked": _("Someone to help"),
        "supporter changed": _("What a helper may do"),
        "supporter ended": _("A helper who stops"),
        "put right": _("put right what we wrote down"),
    }
)
