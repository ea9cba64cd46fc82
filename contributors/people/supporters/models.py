from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField

CLAIMS, DATES = "claims", "dates"


class SupporterQuerySet(models.QuerySet["Supporter"]):
    def open(self) -> Self:
        """Asked or accepted, and not ended."""
        return self.filter(ended_on=None)

    def in_use(self) -> Self:
        """Accepted, and not ended: these may act."""
        return self.open().exclude(accepted_on=None)


class Supporter(models.Model):
    """Somebody a person chose to help them here: with claims, with dates, or both.

    Never with equality answers, concerns, bank details or how somebody is paid. Each signs in as
    themselves, so history knows whose hand it was. Days only: how often somebody needs help is theirs.
    """

    ref = RefField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="supporters")
    helper = models.ForeignKey(Person, models.CASCADE, related_name="supports")
    name = models.CharField(_("name"), max_length=120, help_text=_("As the person wrote it."))
    claims = models.BooleanField(_("may write my claims"), default=False)
    dates = models.BooleanField(_("may say when I can come"), default=False)
    asked_on = models.DateField(default=clock.today)
    accepted_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = SupporterQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref asked_on accepted_on ended_on", personal="person helper name claims dates"
    )

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("helper")), name="supporter_is_somebody_else"),
            models.CheckConstraint(condition=Q(claims=True) | Q(dates=True), name="supporter_may_something"),
            models.UniqueConstraint(
                fields=["person", "helper"], condition=Q(ended_on=None), name="supporter_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("asked_on")),
                name="supporter_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"supporter {self.ref}"

    def may(self, what: str) -> bool:
        """Say whether this supporter may do something: "claims" or "dates"."""
        return what in (CLAIMS, DATES) and getattr(self, what)
