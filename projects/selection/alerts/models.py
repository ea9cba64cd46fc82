"""Who wants to hear of new opportunities, about what and where. Nobody else learns of one by e-mail."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.selection.alerts.states import ALERT_TRANSITIONS, AlertState

LINK_LASTS = dt.timedelta(days=7)


def link_ends() -> dt.datetime:
    """Return until when the link in the first mail works."""
    return clock.now() + LINK_LASTS


class AlertQuerySet(models.QuerySet["Alert"]):
    def live(self) -> Self:
        """Those that hear of new ones now."""
        return self.filter(status=AlertState.LIVE)

    def waiting(self) -> Self:
        """Those whose mailbox may still say yes."""
        return self.filter(status=AlertState.WAITING, link_ends_at__gt=clock.now())


class Alert(models.Model):
    """One wish. `topics` and `regions` hold values with spaces; empty is all of them.

    By e-mail it is asked for on the public page: `email` stands here alone, and `person` is a row without a
    name, an address or an organisation, to whom messages are written. Otherwise staff of `organisation`
    recorded it for someone they know, who is reached as ever.
    """

    ref = RefField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="alerts")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="alerts"
    )
    email = models.EmailField(_("email"), blank=True)
    topics = models.CharField(_("topics"), max_length=300, blank=True)
    regions = models.CharField(_("parts of the country"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=7, choices=AlertState, default=AlertState.WAITING)
    token_hash = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked on"), default=clock.now)
    link_ends_at = models.DateTimeField(default=link_ends)
    told_until = models.DateTimeField(default=clock.now)  # what opened before is no news
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)

    objects = AlertQuerySet.as_manager()
    transitions = ALERT_TRANSITIONS

    privacy = Privacy(
        internal="id ref person organisation status recorded_by asked_at link_ends_at told_until ended_at",
        personal="email topics regions",
        secret="token_hash",
    )

    class Meta:
        verbose_name = _("wish to hear of opportunities")
        verbose_name_plural = _("wishes to hear of opportunities")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=AlertState.values), name="alert_status_known"),
            models.CheckConstraint(
                condition=Q(status=AlertState.ENDED, ended_at__isnull=False)
                | ~Q(status=AlertState.ENDED) & Q(ended_at=None),
                name="alert_ended_has_when",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None, recorded_by=None) & ~Q(email="")
                | Q(organisation__isnull=False, recorded_by__isnull=False, email=""),
                name="alert_by_mailbox_or_recorded",
            ),
            models.CheckConstraint(
                condition=~Q(status=AlertState.WAITING) | ~Q(token_hash=""), name="alert_waits_for_a_link"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(status=AlertState.LIVE, organisation__isnull=False),
                name="alert_of_body_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(status=AlertState.LIVE) & ~Q(email=""),
                name="alert_once_a_mailbox",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="alert_link_once"
            ),
        ]
        indexes = [
            models.Index(fields=["told_until", "id"], condition=Q(status="live"), name="alert_to_tell"),
        ]

    def __str__(self) -> str:
        return f"alert {self.ref}"

    @property
    def chosen_topics(self) -> list[str]:
        """The topics; empty when all of them are wanted."""
        return self.topics.split()

    @property
    def chosen_regions(self) -> list[str]:
        """The parts of the country; empty when all of them are wanted."""
        return self.regions.split()
