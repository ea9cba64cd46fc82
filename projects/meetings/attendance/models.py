"""Who was there, and why somebody was not."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from projects.meetings.attendance.states import ReasonNotComing
from projects.meetings.planning.models import Invitation, Meeting


class Attendance(models.Model):
    """Who was there and for how many minutes, and who says so."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendance")
    came = models.BooleanField(_("came"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id meeting person came minutes confirmed_by confirmed_at")

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_noted_once"),
            models.CheckConstraint(
                condition=Q(came=True, minutes__gt=0) | Q(came=False, minutes=0),
                name="attendance_minutes_if_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}"


class WhyNot(models.Model):
    """Why somebody could not come, if they want to say. Staff only ever see how many."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="why_not")
    reason = models.CharField(_("why"), max_length=6, choices=ReasonNotComing)
    said_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id invitation said_at", special="reason")

    class Meta:
        verbose_name = _("why someone could not come")
        verbose_name_plural = _("why people could not come")
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=ReasonNotComing.values), name="why_not_reason_known"
            ),
        ]

    def __str__(self) -> str:
        return f"why not {self.invitation_id}"
