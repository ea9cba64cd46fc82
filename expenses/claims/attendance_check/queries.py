"""Whether somebody took part: as noted at the meeting, else as the project says."""

from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import hours
from expenses.claims.attendance_check.rules import Look
from expenses.claims.lines.queries import attendance
from expenses.claims.models import Claim


def look(claim: Claim) -> Look:
    """Return what was noted at the meeting; where nothing was, what a member of the project said."""
    noted = attendance(claim)
    if noted:
        words = _("The meeting record says: there for %(time)s.")
        if not noted.came:
            words = _("The meeting record says: not there.")
        facts = {"time": hours(noted.minutes)}
        return Look(noted.came, words % facts, noted.confirmed_by, noted.confirmed_at)
    if claim.attended is None:
        return Look(None, _("Nobody on the project has said yet whether the person took part."))
    words = _("A member of the project says that they took part.")
    if not claim.attended:
        words = _("A member of the project says that they did not take part.")
    return Look(claim.attended, words, claim.attendance_checked_by, claim.attendance_checked_at)
