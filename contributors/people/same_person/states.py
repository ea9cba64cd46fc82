from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """What an administrator found out about two accounts."""

    NOT_YET = "not_yet", _("not asked yet")
    TWO = "two", _("two people")
    ONE = "one", _("one person")


class Sign(TextChoices):
    """What two accounts have in common, beside the name."""

    DEVICE = "device", _("They were signed in on the same device.")
    MAILBOX = "mailbox", _("The same mailbox was shown to be theirs.")
