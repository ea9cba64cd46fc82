"""What became of a duty, in the words of a page."""

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What became of one occasion of a duty. Nothing is weighed against anybody else."""

    KEPT = "kept", _("kept")
    LATE = "late", _("late")
    MISSED = "missed", _("missed")
    LET_GO = "let_go", _("no longer owed")
    OPEN = "open", _("still to come")


def outcome(
    *,
    due_at: dt.datetime,
    kept_at: dt.datetime | None,
    released_at: dt.datetime | None,
    waits: bool,
    now: dt.datetime,
) -> Outcome:
    """Return what became of one occasion. Open and past its day it is late; let go after it, missed."""
    if kept_at:
        return Outcome.KEPT if kept_at <= due_at else Outcome.LATE
    if released_at:
        return Outcome.MISSED if released_at > due_at else Outcome.LET_GO
    return Outcome.LATE if due_at < now and not waits else Outcome.OPEN
