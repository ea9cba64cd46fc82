"""A way to be paid that somebody told us, until a second person has checked it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from expenses.payees.states import TRANSITIONS, BankState, Route


class RecordedRouteQuerySet(models.QuerySet["RecordedRoute"]):
    def pending(self) -> Self:
        """What rests or waits for a second pair of eyes."""
        return self.filter(status=BankState.PENDING)

    def to_check(self, user: User) -> Self:
        """What waits for a second pair of eyes, of people whom the user's organisations know."""
        known = Person.objects.filter(connections__organisation__in=user.organisation_ids("make_payments"))
        return self.pending().filter(checked_at=None, person__in=known)


class RecordedRoute(models.Model):
    """How somebody wants to be paid, as they told us. It counts from when it was checked and has rested."""

    ref = RefField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="recorded_routes")
    status = models.CharField(_("status"), max_length=10, choices=BankState, default=BankState.PENDING)
    status_since = models.DateTimeField(default=clock.now)
    route = models.CharField(_("how they want to be paid"), max_length=7, choices=Route)
    charity = models.CharField(_("charity"), max_length=120, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    usable_from = models.DateTimeField(_("usable from"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = RecordedRouteQuerySet.as_manager()
    transitions = TRANSITIONS

    privacy = Privacy(
        internal="id ref person status status_since made_at made_by usable_from checked_by checked_at",
        personal="route charity",
    )

    class Meta:
        verbose_name = _("way to be paid, written down for someone")
        verbose_name_plural = _("ways to be paid, written down for people")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=BankState.values), name="recorded_route_status_known"
            ),
            models.CheckConstraint(condition=Q(route__in=Route.values), name="recorded_route_known"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(status=BankState.PENDING), name="one_recorded_route_waits"
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="recorded_route_check_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(checked_by=F("made_by")), name="recorded_route_checked_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=~Q(status=BankState.ACTIVE) | Q(checked_at__isnull=False),
                name="recorded_route_in_use_was_checked",
            ),
        ]

    def __str__(self) -> str:
        return self.get_route_display()
