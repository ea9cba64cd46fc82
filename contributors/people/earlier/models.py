"""Hours people gave before their organisation worked here, as its own records say."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.records.models import Record
from coproduce.foundation.privacy import Privacy

MOST_MINUTES = 31 * 24 * 60
"""A row may add up a month."""


class EarlierHours(Record):
    """Time somebody gave on a day, or up to it. No meeting stands behind it, and no fee follows."""

    day = models.DateField(_("day"))
    minutes = models.PositiveIntegerField(_("time, in minutes"))

    privacy = Record.privacy + Privacy(internal="day minutes")

    class Meta:
        verbose_name = _("hours from earlier records")
        verbose_name_plural = _("hours from earlier records")
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(1, MOST_MINUTES)), name="earlier_hours_fit_a_month"
            )
        ]
        indexes = [models.Index(fields=["person", "organisation", "-day"], name="earlier_hours_of_person")]
