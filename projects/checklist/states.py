from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.facts import Facts


class View(TextChoices):
    AGREE = "agree", _("Agree")
    CONCERNS = "concerns", _("Agree, but…")
    DISAGREE = "disagree", _("Disagree")


VIEW_FACTS = {
    View.AGREE: Facts("green"),
    View.CONCERNS: Facts("yellow"),
    View.DISAGREE: Facts("red"),
}


class Stand(TextChoices):
    """How far a step is with both sides; the words of `<c-steps>`."""

    AGREED = "agreed", _("both sides agree")
    OURS = "ours", _("staff agree, waiting for public members")
    THEIRS = "theirs", _("public members agree, waiting for staff")
    STARTED = "started", _("started")
    WAITING = "waiting", _("not started")
