from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Chair(TextChoices):
    PUBLIC = "public", _("a public member")
    STAFF = "staff", _("staff")
    TOGETHER = "together", _("a public member and staff together")


class Breaks(TextChoices):
    KEPT = "kept", _("kept")
    NOT = "not", _("not kept")
    NONE = "none", _("none were planned")


class FeedbackLine(TextChoices):
    """What is noted about how a meeting went."""

    PRE_BRIEF = "pre_brief", _("staff and public members talked beforehand, to prepare")
    DEBRIEF = "debrief", _("staff and public members talked afterwards, about how it went")
    CHAIR = "chair", _("who chaired")
    ITEMS = "items", _("things on the agenda that came from public members")
    BREAKS = "breaks", _("the breaks")
    TIME = "time", _("it ended on time")
    THERE = "there", _("whether you were there")
