from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField


class RemovalQuerySet(models.QuerySet["Removal"]):
    def of(self, user_id: int) -> Self:
        """What somebody removed and may still put back."""
        return self.filter(by=user_id, until__gt=clock.now())


class Removal(models.Model):
    """What somebody has just removed, as it was, for as long as they can put it back.

    what: the key of its kind; rows: the removed rows as JSON, nothing where a kind has its own way back.
    """

    ref = RefField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    what = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    rows = models.TextField(blank=True)
    until = models.DateTimeField()

    objects = RemovalQuerySet.as_manager()

    privacy = Privacy(internal="id ref by what subject_id rows until")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="removal_names_its_kind")]
        indexes = [models.Index(fields=["until"], name="removals_by_end")]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_id}"

    @property
    def undo_ref(self) -> str:
        """What the banner that says so needs for its button (see pages.submit)."""
        return self.ref
