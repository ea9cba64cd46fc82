"""Meetings that were planned together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from projects.team.models import Project


class Series(models.Model):
    """Meetings planned together, so that the same people are not left out again and again."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="meeting_series")
    title = models.CharField(_("title"), max_length=100)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id project title made_at")

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title
