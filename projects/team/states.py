from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class ProjectState(TextChoices):
    PLANNING = "planning", _("being planned")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


class Side(TextChoices):
    PUBLIC = "public", _("public contributor")
    PROFESSIONAL = "professional", _("staff")


TRANSITIONS = {
    "start": Transition((ProjectState.PLANNING,), ProjectState.RUNNING),
    "close": Transition((ProjectState.PLANNING, ProjectState.RUNNING), ProjectState.CLOSED),
    "reopen": Transition((ProjectState.CLOSED,), ProjectState.RUNNING),
    "plan again": Transition((ProjectState.CLOSED,), ProjectState.PLANNING),  # a drop that was undone at once
}
