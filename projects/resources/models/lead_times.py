"""How long preparations take in one organisation."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation.privacy import Privacy
from projects.resources.timeline.states import LeadKind

LONGEST_LEAD = 365


class LeadTime(models.Model):
    """An organisation's own number of days for one kind. Without a row, what is practice elsewhere counts."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="lead_times")
    kind = models.CharField(max_length=11, choices=LeadKind)
    days = models.PositiveSmallIntegerField(_("how many days?"), validators=[MaxValueValidator(LONGEST_LEAD)])
    source = models.CharField(_("where the number comes from"), max_length=200, blank=True)

    privacy = Privacy(internal="id organisation kind days source")

    class Meta:
        verbose_name = _("lead time")
        verbose_name_plural = _("lead times")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="lead_time_once"),
            models.CheckConstraint(condition=Q(kind__in=LeadKind.values), name="lead_time_kind_known"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LONGEST_LEAD), name="lead_time_is_some_days"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
