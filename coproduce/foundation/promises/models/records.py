"""What happened to a promise on its way: other dates, other owners, what it waited for."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.models.promises import Promise


class PromiseDate(AppendOnly):
    """A date a promise used to have: moving it does not hide that it was moved."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="earlier_dates")
    was_due_at = models.DateTimeField()
    moved_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(_("why"), blank=True)

    privacy = Privacy(internal="id promise was_due_at moved_at by", personal="why")

    class Meta:
        ordering = ["-moved_at", "-id"]
        constraints = [AppendOnlyConstraint(name="promise_date_append_only", erasable=["why"])]

    def __str__(self) -> str:
        return f"{self.promise_id}: {self.was_due_at:%Y-%m-%d}"


class PromiseWait(models.Model):
    """A time in which a promise could not be kept, because something else had to happen first."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="waits")
    reason = models.CharField(max_length=60)
    since = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Promise, models.PROTECT, null=True, blank=True, related_name="settles")

    privacy = Privacy(internal="id promise reason since ended_at settled_by")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "reason"],
                condition=Q(ended_at=None),
                name="promise_waits_once_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")),
                name="promise_wait_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id}: {self.reason}"

    @property
    def words(self) -> str:
        """What it waits for, for staff."""
        return str(kinds.reasons([self.reason])[0].for_staff)


class PromiseOwner(AppendOnly):
    """Who looked after a promise before: handing it over does not hide that it was handed over."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="earlier_owners")
    owner = models.ForeignKey(settings.PERSON_MODEL, models.PROTECT, related_name="+")
    until = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(_("why"), blank=True)

    privacy = Privacy(internal="id promise owner until by", personal="why")

    class Meta:
        ordering = ["-until", "-id"]
        constraints = [AppendOnlyConstraint(name="promise_owner_append_only", erasable=["why"])]

    def __str__(self) -> str:
        return f"{self.promise_id}: until {self.until:%Y-%m-%d}"
