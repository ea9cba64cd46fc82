from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy


class AuditRun(models.Model):
    """One walk over all data: when, and what it found (references only, no names)."""

    at = models.DateTimeField(_("when"), default=clock.now)
    broken = models.PositiveIntegerField(_("rows that break a rule"))
    report = models.JSONField(_("report"))

    privacy = Privacy(internal="id at broken report")

    class Meta:
        verbose_name = _("audit")
        verbose_name_plural = _("audits")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}: {self.broken}"
