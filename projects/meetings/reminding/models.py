from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation.privacy import Privacy
from projects.meetings.reminding.rules import MOST_DAYS, USUAL_DAYS


class MeetingSettings(models.Model):
    """How many days before a meeting an organisation reminds people. Without a row the usual days count."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="meeting_settings")
    remind_days = models.PositiveSmallIntegerField(
        _("days before a meeting on which people are reminded"),
        default=USUAL_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )

    privacy = Privacy(internal="id organisation remind_days")

    class Meta:
        verbose_name = _("settings for meetings")
        verbose_name_plural = _("settings for meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(remind_days__gte=1, remind_days__lte=MOST_DAYS), name="meeting_reminder_in_days"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
