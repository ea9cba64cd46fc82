from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    CAME = "came", _("Yes, it arrived")
    NOT_YET = "not_yet", _("Not yet")
    WRONG = "wrong", _("The amount is wrong")
