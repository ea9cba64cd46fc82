"""When schools are closed, as an organisation has copied it from those who decide."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField


class SchoolHolidaysQuerySet(models.QuerySet["SchoolHolidays"]):
    def editable_by(self, user: User) -> Self:
        """Holidays of the organisations whose projects the user may change."""
        return self.filter(organisation__in=user.organisation_ids("edit_project"))


class SchoolHolidays(models.Model):
    """Days, first and last included, when schools of an area are closed. No dates come with the product.

    Each council decides for itself, so `published` says where the dates were found.
    """

    ref = RefField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="school_holidays")
    area = models.CharField(_("nation or area"), max_length=80)
    name = models.CharField(_("name"), max_length=80)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    published = models.CharField(_("where it is published"), max_length=300)

    objects = SchoolHolidaysQuerySet.as_manager()

    privacy = Privacy(internal="id ref organisation area name first_day last_day published")

    class Meta:
        verbose_name = _("school holidays")
        verbose_name_plural = _("school holidays")
        ordering = ["first_day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "area", "first_day"], name="school_holidays_begin_once"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="school_holidays_end_after_they_start"
            ),
            models.CheckConstraint(
                condition=~Q(area="") & ~Q(name="") & ~Q(published=""), name="school_holidays_say_whose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.name}"
