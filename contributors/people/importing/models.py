"""A file of people, or of what is known about them: each row, what it came to, and where it came from."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from contributors.people.importing.states import COLOURS, IN, TRANSITIONS, Outcome, Status
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField

UNDO_FOR = dt.timedelta(days=1)


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    def visible_to(self, user: User) -> Self:
        """Imports of the organisations whose people the user may write down."""
        return self.filter(organisation__in=user.organisation_ids("edit_people"))


class PeopleImport(models.Model):
    """One file: who sent it, when, its hash, and what became of its rows. The file itself is never kept.

    `mapping` says which column holds what: {"2": "email"}. `packed` are the rows as read, until they are
    checked. The four counts are set when it is brought in, and stay.
    """

    transitions = TRANSITIONS

    ref = RefField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people_imports")
    kind = models.CharField(_("what is in it"), max_length=20)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.MAPPING)
    status_since = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("sent"), default=clock.now)
    file_name = models.CharField(_("file"), max_length=100)
    sha256 = models.CharField(max_length=64)
    head = models.JSONField(default=list)
    head_row = models.PositiveIntegerField()
    notes = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    packed = models.BinaryField(blank=True, default=b"")
    source = models.CharField(_("where the details come from"), max_length=200, blank=True)
    consent = models.CharField(_("how people agreed"), max_length=200, blank=True)
    rows_read = models.PositiveIntegerField(_("rows read"))
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(_("new"), default=0)
    updated = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("as they were"), default=0)
    refused = models.PositiveIntegerField(_("left out"), default=0)
    kept_back = models.PositiveIntegerField(_("could not be undone"), default=0)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(_("brought in"), null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    objects = PeopleImportQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref organisation kind status status_since made_by made_at sha256 head_row mapping "
        "rows_read rows_done created updated unchanged refused kept_back done_by done_at emptied_at source "
        "consent file_name",
        personal="head notes packed",
    )

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="people_import_status_known"),
            models.CheckConstraint(
                condition=~Q(status__in=[*IN])
                | Q(rows_read=F("created") + F("updated") + F("unchanged") + F("refused")),
                name="people_import_counts_add_up",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*IN]) | Q(done_at__isnull=False, done_by__isnull=False),
                name="people_import_done_by_and_when",
            ),
            models.CheckConstraint(
                condition=Q(rows_done__lte=F("rows_read")), name="people_import_never_past_its_end"
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.ref}"

    @property
    def undo_until(self) -> dt.datetime | None:
        """Until when it can be undone; None before it is brought in."""
        return self.done_at + UNDO_FOR if self.done_at else None

    @property
    def may_be_undone(self) -> bool:
        """Whether it was brought in less than a day ago."""
        return bool(self.status == Status.DONE and self.undo_until and self.undo_until > clock.now())

    @property
    def is_ready(self) -> bool:
        """Whether its rows can be looked at, answered and mended."""
        return self.status == Status.READY

    @property
    def is_checking(self) -> bool:
        """Whether its rows are being checked."""
        return self.status == Status.CHECKING

    @property
    def is_writing(self) -> bool:
        """Whether its rows are being brought in."""
        return self.status == Status.WRITING

    @property
    def is_undone(self) -> bool:
        """Whether it was brought in and then undone."""
        return self.status == Status.UNDONE

    def has(self, *statuses: str) -> bool:
        """Say whether it stands in one of these states."""
        return self.status in statuses


class ImportRow(models.Model):
    """One row of a file, as read, as understood, and what it comes to.

    `ref` becomes that of the person it makes. `cells` are as they stand in the file; `values` what they mean.
    `problems` are [cell, sentence]; `changes` [what, before, after]; `before` what an undo puts back.
    """

    ref = RefField()
    imported = models.ForeignKey(PeopleImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    marks = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    outcome = models.CharField(_("what it comes to"), max_length=10, choices=Outcome)
    choice = models.CharField(max_length=10, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="import_rows")
    made_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(default=dict)

    privacy = Privacy(
        internal="id ref imported number outcome choice person made_id marks candidates",
        personal="cells values problems changes before",
    )

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="import_row_read_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="import_row_outcome_known"),
        ]
        indexes = [models.Index(fields=["imported", "outcome", "number"], name="import_rows_by_outcome")]

    def __str__(self) -> str:
        return f"row {self.number} of {self.imported_id}"

    @property
    def colour(self) -> str:
        """The colour of what it comes to."""
        return COLOURS[Outcome(self.outcome)]

    @property
    def title(self) -> str:
        """What the row is about, in a few words."""
        found: Any = self.values.get("name") or next((one for one in self.cells if one), "")
        return str(found)[:80]


class RememberedColumn(models.Model):
    """What a heading means in the files of an organisation, as somebody there said it last."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    heading = models.CharField(max_length=200)
    means = models.CharField(max_length=30, blank=True)

    privacy = Privacy(internal="id organisation kind heading means")

    class Meta:
        verbose_name = _("heading an organisation uses")
        verbose_name_plural = _("headings organisations use")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "heading"], name="heading_remembered_once"
            )
        ]

    def __str__(self) -> str:
        return self.heading


class PersonSource(models.Model):
    """Where an organisation has a person's details from, and how they agreed; from which import, if any.

    `invited_at`: somebody said that the person is to be told; `invite_waits`: the message is not written yet.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="sources")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    source = models.CharField(_("where the details come from"), max_length=200, blank=True)
    consent = models.CharField(_("how they agreed"), max_length=200, blank=True)
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    imported = models.ForeignKey(PeopleImport, models.SET_NULL, null=True, blank=True, related_name="sources")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("written down"), default=clock.now)
    invited_at = models.DateTimeField(null=True, blank=True)
    invite_waits = models.BooleanField(default=False)

    privacy = Privacy(
        internal="id person organisation imported recorded_by recorded_at invited_at invite_waits",
        personal="source consent consent_on birth_year",
    )

    class Meta:
        verbose_name = _("where a person’s details come from")
        verbose_name_plural = _("where people’s details come from")
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation"], name="source_said_once"),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1900, 2100)), name="source_year_possible"
            ),
        ]
        indexes = [models.Index(fields=["imported", "invited_at"], name="sources_to_invite")]

    def __str__(self) -> str:
        return f"source of {self.person_id}"
