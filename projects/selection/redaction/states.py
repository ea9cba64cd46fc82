"""What scorers get instead of a file."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types


class Shown(TextChoices):
    WORDS = "words", _("The words in it, typed here")
    FILE = "file", _("The file itself: nothing in it tells who it is")
    NOTHING = "nothing", _("Nothing: what counts stands in the answers")


event_types.register({"redacted": _("took out what tells who wrote it")})
