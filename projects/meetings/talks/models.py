"""Staff who talk among themselves before a meeting, and say so."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import SEEN
from projects.team.models import Project


class TalkBeforeQuerySet(models.QuerySet["TalkBefore"]):
    def visible_to_staff(self, user: User) -> Self:
        """Talks before meetings of projects the user may see as staff."""
        return self.filter(meeting__in=Meeting.objects.visible_to_staff(user))

    def visible_to_member(self, person: Person) -> Self:
        """Talks before meetings of a public contributor's projects, and those they were asked to."""
        mine = Project.objects.visible_to_member(person).values("pk")
        asked = Meeting.objects.visible_to_member(person).values("pk")
        return self.filter(Q(meeting__project__in=mine, meeting__status__in=SEEN) | Q(meeting__in=asked))


class TalkBefore(models.Model):
    """A talk of staff without public members, before a meeting with them. It is never kept quiet.

    "Any staff-only pre-meeting must be declared": indicator 17, after WEAHSN 2016.
    """

    ref = RefField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="talks_before")
    on = models.DateField(_("when"))
    about = models.TextField(_("what it is about"))
    shares_notes = models.BooleanField(_("the notes are shared"))
    notes = models.TextField(_("notes"), blank=True)
    notes_at = models.DateTimeField(null=True, blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(default=clock.now)

    objects = TalkBeforeQuerySet.as_manager()

    privacy = Privacy(internal="id ref meeting on about shares_notes notes notes_at declared_by declared_at")

    class Meta:
        verbose_name = _("talk before a meeting")
        verbose_name_plural = _("talks before meetings")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(about=""), name="talk_before_says_what_about"),
            models.CheckConstraint(
                condition=Q(notes="", notes_at=None) | (~Q(notes="") & Q(notes_at__isnull=False)),
                name="talk_before_notes_have_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.about if len(self.about) <= 80 else f"{self.about[:79]}…"

    @property
    def organisation_id(self) -> int:
        return self.meeting.organisation_id
