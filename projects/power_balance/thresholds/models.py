"""An organisation's own values for the indicators of power. Empty: what is practice elsewhere."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.privacy import Privacy


def own_value(words: LazyStr, *, highest: int = 100) -> "models.PositiveSmallIntegerField[Any, Any]":
    """Return a field for a whole number up to `highest` that may be left empty."""
    return models.PositiveSmallIntegerField(
        words, null=True, blank=True, validators=[MaxValueValidator(highest)]
    )


class PowerThresholds(models.Model):
    """From where on a page says "Look at this", in one organisation. Practice and its source stay shown."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    public_members = own_value(_("public members in a team, at least"), highest=50)
    notice_days = own_value(_("days of notice before a meeting, at least"), highest=90)
    papers_days = own_value(_("days from papers to meeting, at least"), highest=60)
    late_percent = own_value(_("promises kept late, at most (percent)"))
    left_out_percent = own_value(_("meetings that leave a public member out, at most (percent)"))
    without_percent = own_value(_("decisions without public members, at most (percent)"))
    public_in_room = own_value(_("public members in the room, at least"), highest=50)
    longest_minutes = own_value(_("minutes a meeting takes, at most"), highest=600)
    not_kept_percent = own_value(_("meetings without talks, breaks or an end on time, at most (percent)"))

    privacy = Privacy(
        internal="id organisation public_members notice_days papers_days late_percent left_out_percent"
        " without_percent public_in_room longest_minutes not_kept_percent"
    )

    class Meta:
        verbose_name = _("own values for the power review")
        verbose_name_plural = _("own values for the power review")
        constraints = [
            models.CheckConstraint(
                condition=Q(late_percent=None) | Q(late_percent__lte=100), name="late_percent_is_one"
            ),
            models.CheckConstraint(
                condition=Q(left_out_percent=None) | Q(left_out_percent__lte=100),
                name="left_out_percent_is_one",
            ),
            models.CheckConstraint(
                condition=Q(without_percent=None) | Q(without_percent__lte=100), name="without_percent_is_one"
            ),
            models.CheckConstraint(
                condition=Q(not_kept_percent=None) | Q(not_kept_percent__lte=100),
                name="not_kept_percent_is_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
