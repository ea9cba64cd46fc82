"""Who is away for long, and who has their promises meanwhile."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField

if TYPE_CHECKING:
    from contributors.accounts.models import User


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def current(self, on: dt.date | None = None) -> Self:
        """Absences of a day (today)."""
        day = on or clock.today()
        return self.filter(first_day__lte=day, last_day__gte=day)

    def not_over(self) -> Self:
        """Absences of today and later."""
        return self.filter(last_day__gte=clock.today())

    def overlapping(self, first_day: dt.date, last_day: dt.date) -> Self:
        """Absences that share a day with these."""
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)

    def visible_to(self, user: "User") -> Self:
        """Absences in organisations where the user hands promises over."""
        return self.filter(organisation__in=user.organisation_ids("hand_over"))


class Absence(models.Model):
    """A member of staff is away from a day to a day; a deputy is reminded, and sees what they owe."""

    ref = RefField()
    organisation = models.ForeignKey(settings.ORGANISATION_MODEL, models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.PERSON_MODEL, models.CASCADE, related_name="absences", verbose_name=_("who is away")
    )
    deputy = models.ForeignKey(
        settings.PERSON_MODEL, models.PROTECT, related_name="deputises", verbose_name=_("deputy")
    )
    first_day = models.DateField(_("first day away"))
    last_day = models.DateField(_("last day away"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    privacy = Privacy(internal="id ref organisation made_by", personal="person deputy first_day last_day")

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(deputy=F("person")), name="absence_deputy_is_another"),
        ]
        indexes = [models.Index(fields=["deputy", "last_day"], name="absence_by_deputy")]

    def __str__(self) -> str:
        return f"absence {self.ref}"
