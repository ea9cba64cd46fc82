from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.workflow import Move


class ProjectState(TextChoices):
    PLANNING = "planning", _("being planned")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


class Side(TextChoices):
    PUBLIC = "public", _("public contributor")
    PROFESSIONAL = "professional", _("staff")


MOVES = {
    "start": Move((ProjectState.PLANNING,), ProjectState.RUNNING),
    "close": Move((ProjectState.RUNNING,), ProjectState.CLOSED),
    "reopen": Move((ProjectState.CLOSED,), ProjectState.RUNNING),
}
