from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types


class PairKind(TextChoices):
    BUDDIES = "buddies", _("Someone new beside someone with experience")
    CHAIRS = "chairs", _("They chair together")


SAID = {
    PairKind.BUDDIES: _("You are in this together with %(name)s. Ask each other anything."),
    PairKind.CHAIRS: _("You chair together with %(name)s."),
}
"""What each of the two reads."""

event_types.register(
    {"paired": _("brought two people together in a role"), "pair ended": _("ended a pair in a role")}
)
