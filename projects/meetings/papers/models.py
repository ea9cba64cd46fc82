"""Papers of a meeting, and how they reached each person."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.states import Format
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from coproduce.foundation.uploads.files import PAPER_TYPES, StoredUpload
from projects.meetings.planning.models import Meeting

OTHER_FORMATS = [choice for choice in Format.choices if choice[0] != Format.STANDARD]


class Paper(StoredUpload):
    """Something to read before a meeting, in standard print. People see it once it was sent."""

    ref = RefField()
    content_type = models.CharField(max_length=80, choices=PAPER_TYPES)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="papers")
    title = models.CharField(_("title"), max_length=120)
    added_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    privacy = StoredUpload.privacy + Privacy(internal="id ref meeting title added_at sent_at")

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class PaperVersionQuerySet(models.QuerySet["PaperVersion"]):
    def visible_to_staff(self, user: User) -> Self:
        """Formats of papers of projects the user may see as staff."""
        return self.filter(paper__meeting__in=Meeting.objects.visible_to_staff(user))

    def visible_to_member(self, person: Person) -> Self:
        """Formats of papers that were sent to meetings the person was told of."""
        return self.filter(
            paper__sent_at__isnull=False, paper__meeting__in=Meeting.objects.visible_to_member(person)
        )


class PaperVersion(StoredUpload):
    """A paper in another format than standard print: its own file."""

    ref = RefField()
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions")
    format = models.CharField(_("format"), max_length=10, choices=OTHER_FORMATS)
    content_type = models.CharField(max_length=80, choices=PAPER_TYPES)
    added_at = models.DateTimeField(default=clock.now)

    objects = PaperVersionQuerySet.as_manager()

    privacy = StoredUpload.privacy + Privacy(internal="id ref paper format added_at")

    class Meta:
        verbose_name = _("paper in another format")
        verbose_name_plural = _("papers in other formats")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "format"], name="paper_once_a_format"),
            models.CheckConstraint(
                condition=Q(format__in=[value for value, _words in OTHER_FORMATS]),
                name="paper_version_format_known",
            ),
        ]

    def __str__(self) -> str:
        return self.get_format_display()


class PaperCopyQuerySet(models.QuerySet["PaperCopy"]):
    def visible_to_staff(self, user: User) -> Self:
        """Copies for meetings of projects the user may see as staff."""
        return self.filter(meeting__in=Meeting.objects.visible_to_staff(user))


class PaperCopy(models.Model):
    """The papers sent at one moment, for one person, in the way they asked for at that moment.

    Standard print has gone to somebody when its message went out, or its letter was posted. So has another
    format that was there as a file for every paper (`by_file`). Any other is made by hand, and has reached
    them when staff say so.
    """

    ref = RefField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="paper_copies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    message = models.ForeignKey(Notification, models.SET_NULL, null=True, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel)
    format = models.CharField(_("format"), max_length=10, choices=Format)
    by_file = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PaperCopyQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref meeting person message sent_at given_at given_by", personal="channel format by_file"
    )

    class Meta:
        verbose_name = _("copy of the papers")
        verbose_name_plural = _("copies of the papers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "sent_at"], name="papers_sent_once_a_time"),
            models.CheckConstraint(condition=Q(format__in=Format.values), name="paper_copy_format_known"),
            models.CheckConstraint(
                condition=Q(by_file=False) | (~Q(format=Format.STANDARD) & Q(channel=Channel.EMAIL)),
                name="paper_copy_by_file_in_another_format",
            ),
            models.CheckConstraint(
                condition=Q(given_at=None, given_by=None) | Q(given_at__isnull=False, given_by__isnull=False),
                name="paper_copy_given_by_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"papers of {self.meeting_id} for {self.person_id}"

    @property
    def organisation_id(self) -> int:
        return self.meeting.organisation_id

    @property
    def made_by_hand(self) -> bool:
        return self.format != Format.STANDARD and not self.by_file

    @property
    def reached_at(self) -> dt.datetime | None:
        if self.given_at or self.made_by_hand or not self.message:
            return self.given_at
        return self.message.sent_at

    @property
    def to_do_by_hand(self) -> bool:
        return self.reached_at is None and (self.made_by_hand or self.channel != Channel.EMAIL)

    @property
    def may_be_taken_back(self) -> bool:
        return self.made_by_hand and self.given_at is not None

    @property
    def days_before(self) -> int | None:
        """Whole UK days between reaching the person and the meeting; below 0 is after it."""
        if self.reached_at is None:
            return None
        return (clock.uk(self.meeting.starts_at).date() - clock.uk(self.reached_at).date()).days
