import datetime as dt
from typing import Any, NoReturn, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.chains import ChainedConstraint
from coproduce.foundation.database.constraints import (
    AppendOnlyConstraint,
    TriggerConstraint,
    WrittenOnceConstraint,
)
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
        constraints = [
            AppendOnlyConstraint(name="history_entry_append_only", erasable=["why"]),
            ChainedConstraint(
                name="history_entry_chained",
                fields=[
                    *("id", "at", "by", "verb", "subject_type", "subject_id"),
                    *("organisation", "project", "detail"),
                ],
            ),
        ]
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


class ChainLink(models.Model):
    """Rows that were added to history or journal in one statement: which, and a hash of them all.

    Made by triggers (`database.chains`), before anything else can touch the rows. `chain.actions` gives it
    its place, the hash of the link before it, and its own; then it never changes again.
    """

    table_name = models.CharField(max_length=63)
    column_names = models.TextField()
    ids = models.TextField(help_text="Ranges of ids: {[1,4),[7,8)} are 1, 2, 3 and 7.")
    row_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())
    position = models.BigIntegerField(null=True, unique=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    privacy = Privacy(
        internal="id table_name column_names ids row_count digest made_at position previous hash"
    )

    class Meta:
        verbose_name = _("link of the chain")
        verbose_name_plural = _("links of the chain")
        constraints = [
            WrittenOnceConstraint(
                name="chain_link_written_once", except_fields=["position", "previous", "hash"]
            ),
            WrittenOnceConstraint(
                name="chain_link_joined_once",
                fields=["position", "previous", "hash"],
                when="OLD.position IS NOT NULL",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(position=None), name="links_to_join")]

    def __str__(self) -> str:
        return f"link {self.position or '…'}"


LOOKS_KEPT = dt.timedelta(days=730)
"""How long it stays known what administrators looked at (docs/privacy.md). Then the row is deleted."""


def look_kept_until() -> dt.date:
    """Return the last day on which a look of today may not be deleted."""
    return clock.today() + LOOKS_KEPT


class AdministratorLook(models.Model):
    """A page of the administration that showed rows about people: who opened it, and which rows.

    One row for a page, whatever it listed. Never changed; deleted by the clock after its time, not before.
    """

    at = models.DateTimeField(_("when"), default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("administrator")
    )
    model = models.CharField(_("what was looked at"), max_length=60)
    keys = models.JSONField(_("rows"))
    searched = models.BooleanField(_("found by a search"), default=False)
    kept_until = models.DateField(_("kept until"), default=look_kept_until)

    privacy = Privacy(internal="id at by model keys searched kept_until")

    class Meta:
        verbose_name = _("look by an administrator")
        verbose_name_plural = _("looks by administrators")
        ordering = ["-id"]
        constraints = [
            TriggerConstraint(
                name="administrator_look_never_changed",
                events=["update"],
                condition="TRUE",
                message="a look is never changed",
            ),
            TriggerConstraint(
                name="administrator_look_kept_its_time",
                events=["delete"],
                condition="OLD.kept_until >= CURRENT_DATE",
                message="a look is kept for its time",
            ),
        ]
        indexes = [models.Index(fields=["kept_until"], name="look_by_its_time")]

    def __str__(self) -> str:
        return f"{self.model} {self.at:%Y-%m-%d}"
