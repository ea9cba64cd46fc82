"""How a meeting went, as staff note it and as public contributors remember it."""

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
from projects.meetings.feedback.states import Breaks, Chair, FeedbackLine
from projects.meetings.planning.models import Meeting


class MeetingFeedback(models.Model):
    """What staff note after a meeting (indicators 10, 11, 13 and 14). Public contributors may dispute it."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="feedback")
    pre_brief = models.BooleanField(_("we talked with public members before"))
    debrief = models.BooleanField(_("we talked with public members after"))
    chaired_by = models.CharField(_("who chaired"), max_length=8, choices=Chair)
    items_all = models.PositiveSmallIntegerField(_("things on the agenda"))
    items_public = models.PositiveSmallIntegerField(_("of these, from public members"))
    breaks = models.CharField(_("the breaks"), max_length=4, choices=Breaks)
    time_kept = models.BooleanField(_("we ended on time"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        internal="id meeting pre_brief debrief chaired_by items_all items_public breaks time_kept noted_by"
        " noted_at"
    )

    class Meta:
        verbose_name = _("how a meeting went")
        verbose_name_plural = _("how meetings went")
        constraints = [
            models.CheckConstraint(
                condition=Q(items_public__lte=F("items_all")), name="feedback_items_within_all"
            ),
            models.CheckConstraint(
                condition=Q(chaired_by__in=Chair.values, breaks__in=Breaks.values), name="feedback_known"
            ),
        ]

    def __str__(self) -> str:
        return f"how {self.meeting_id} went"


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to_staff(self, user: User) -> Self:
        """Disputes about meetings of projects the user may see as staff."""
        return self.filter(meeting__in=Meeting.objects.visible_to_staff(user))


class Dispute(models.Model):
    """A public contributor says of one line: that is not how it was. We owe them an answer."""

    ref = RefField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="disputes")
    line = models.CharField(max_length=9, choices=FeedbackLine)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("how it was"))
    said_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(_("our answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref meeting line person said_at answer answered_by answered_at", personal="words"
    )

    class Meta:
        verbose_name = _("dispute about a meeting")
        verbose_name_plural = _("disputes about meetings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "line", "person"],
                condition=Q(answered_at=None),
                name="one_open_dispute_a_line_and_person",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="dispute_says_how_it_was"),
            models.CheckConstraint(condition=Q(line__in=FeedbackLine.values), name="dispute_line_known"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="dispute_answered_by_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"dispute {self.ref}"

    @property
    def organisation_id(self) -> int:
        return self.meeting.organisation_id


class FeedbackConfirmation(models.Model):
    """One person's yes to what staff noted. It stands only until staff note something else."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="confirmations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id meeting person said_at")

    class Meta:
        verbose_name = _("confirmation of how a meeting went")
        verbose_name_plural = _("confirmations of how meetings went")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="feedback_confirmed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} confirms {self.meeting_id}"
