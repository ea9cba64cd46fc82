"""When a late promise is told to others, to whom, and to whom it was told."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.promises.models.promises import Promise


class Step(models.IntegerChoices):
    """Whom a late promise is told to, one after the other. Its owner was reminded on the day."""

    CONTACT = 1, _("the named contact of the project")
    HEAD = 2, _("the head of involvement")
    LAST = 3, _("the person named for it")


class EscalationSettings(models.Model):
    """After how many days a late promise is told to whom. Without a row the usual days count."""

    organisation = models.OneToOneField(
        settings.ORGANISATION_MODEL, models.CASCADE, related_name="escalation"
    )
    contact_after_days = models.PositiveSmallIntegerField(
        _("days until the named contact is told"), default=2, validators=[MinValueValidator(1)]
    )
    head_after_days = models.PositiveSmallIntegerField(
        _("days until the head of involvement is told"), default=5, validators=[MinValueValidator(1)]
    )
    last_after_days = models.PositiveSmallIntegerField(
        _("days until the person named last is told"), default=10, validators=[MinValueValidator(1)]
    )
    head = models.ForeignKey(
        settings.PERSON_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("head of involvement"),
    )
    last = models.ForeignKey(
        settings.PERSON_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person who is told last"),
    )

    privacy = Privacy(internal="id organisation contact_after_days head_after_days last_after_days head last")

    class Meta:
        verbose_name = _("settings for late promises")
        verbose_name_plural = _("settings for late promises")
        constraints = [
            models.CheckConstraint(
                condition=Q(contact_after_days__gte=1)
                & Q(head_after_days__gte=F("contact_after_days"))
                & Q(last_after_days__gte=F("head_after_days")),
                name="escalation_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def days(self) -> dict[Step, int]:
        """Return after how many whole days each step is due."""
        return {
            Step.CONTACT: self.contact_after_days,
            Step.HEAD: self.head_after_days,
            Step.LAST: self.last_after_days,
        }


class PromiseEscalation(AppendOnly):
    """A late promise was told to somebody; `due_at` is the day it was late for, so a new day counts anew.

    `to` is empty where there was nobody new to tell.
    """

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="escalations")
    step = models.PositiveSmallIntegerField(choices=Step)
    due_at = models.DateTimeField()
    to = models.ForeignKey(settings.PERSON_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id promise step due_at to at")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "step", "due_at"], name="promise_escalated_once"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="escalation_step_known"),
            AppendOnlyConstraint(name="promise_escalation_append_only"),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id}: {self.step}"
