from typing import Any, NoReturn, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.history import event_types
from coproduce.foundation.privacy import Privacy


class Unchangeable(Exception):
    """Somebody tried to change or delete what is only ever added to."""


Row = TypeVar("Row", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Refuses the bulk ways round `save()`; on PostgreSQL a trigger refuses the rest."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Unchangeable(f"{self.model._meta.label} is append-only")

    def delete(self) -> NoReturn:
        raise Unchangeable(f"{self.model._meta.label} is append-only")


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and not self._state.adding:
            raise Unchangeable(f"{self._meta.label} is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable(f"{self._meta.label} is append-only")


class HistoryEntry(AppendOnly):
    """One thing that was done. Holds no names or answers: the subject is a reference."""

    at = models.DateTimeField(_("when"), default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    verb = models.CharField(_("what was done"), max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    organisation = models.ForeignKey(
        settings.ORGANISATION_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        settings.PROJECT_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.TextField(_("why"), blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    privacy = Privacy(
        internal="id at by verb subject_type subject_id organisation project detail", personal="why"
    )

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ["-id"]
        constraints = [AppendOnlyConstraint(name="history_entry_append_only")]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="history_of_subject"),
            models.Index(fields=["project", "-id"], name="history_of_project"),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.about}"

    @property
    def about(self) -> str:
        """What it was done with, in words: "version of a role, number 7"."""
        try:
            kind = str(apps.get_model(self.subject_type)._meta.verbose_name)
        except (LookupError, ValueError):  # a model that there is no more
            kind = self.subject_type
        return str(_("%(kind)s, number %(id)s") % {"kind": kind, "id": self.subject_id})

    @property
    def words(self) -> str:
        """What was done, in the reader's language."""
        return event_types.display(self.verb)
