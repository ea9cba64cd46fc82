"""Who looks at claims when somebody cannot, and who may never decide on whose."""

from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.history.models import AppendOnly, AppendOnlyQuerySet
from coproduce.foundation.privacy import Privacy

DEPUTY_AFTER_DAYS = 7
"""As long as we give a first look: see `rules.LOOK_WITHIN_DAYS`."""


class ClaimSettings(models.Model):
    """How an organisation sees to it that no claim waits. Without a row the usual days count."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="claim_settings")
    deputy_after_days = models.PositiveSmallIntegerField(
        _("a deputy takes over after (days)"),
        default=DEPUTY_AFTER_DAYS,
        validators=[MinValueValidator(1)],
    )
    deputy = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
        help_text=_("Someone who can approve claims. If empty, the next person who can."),
    )
    escalate_to = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who is told of late claims"),
        help_text=_("Someone who can see claims. If empty, nobody is told."),
    )

    privacy = Privacy(internal="id organisation deputy_after_days deputy escalate_to")

    class Meta:
        verbose_name = _("claim settings")
        verbose_name_plural = _("claim settings")
        constraints = [
            models.CheckConstraint(
                condition=Q(deputy_after_days__gte=1), name="claim_settings_waits_a_day_or_more"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class RelativeQuerySet(AppendOnlyQuerySet["Relative"]):
    def between(self, user_id: int, person_id: int) -> Self:
        """What a member of staff said about one person."""
        return self.filter(user=user_id, person=person_id)


class Relative(AppendOnly):
    """A member of staff said: this person is related to me. They never decide on their claims.

    The database keeps that too (`claims.not_by_claimant_or_relative`).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    objects = RelativeQuerySet.as_manager()  # type: ignore[misc]  # django-stubs takes the manager of the base for a ClassVar

    privacy = Privacy(internal="id said_at", personal="user person")

    class Meta:
        verbose_name = _("relative of a member of staff")
        verbose_name_plural = _("relatives of members of staff")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "person"], name="relative_said_once"),
            AppendOnlyConstraint(name="relative_append_only"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.user_id}"
