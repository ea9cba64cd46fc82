"""Meetings, series of them, and who is asked."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.availability.rules import Way
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.meetings.planning.states import (
    FACTS,
    RESPONSE_FACTS,
    SEEN,
    TRANSITIONS,
    MeetingFacts,
    MeetingState,
    Response,
    ResponseFacts,
)
from projects.resources.models import PlannedActivity
from projects.team.models import Project
from projects.team.states import Side


class Series(models.Model):
    """Meetings planned together, so that the same people are not left out again and again."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="meeting_series")
    title = models.CharField(_("title"), max_length=100)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id project title made_at")

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to_staff(self, user: User) -> Self:
        """Meetings of the projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user))

    def visible_to_member(self, person: Person) -> Self:
        """Meetings the person was told of, until they leave the project.

        Not one in planning, nor one called off before that.
        """
        return self.asked(person).exclude(project__in=Project.objects.left_by(person).values("pk"))

    def asked(self, person: Person) -> Self:
        """The same, also of projects they have left since: what they did there is still to be paid."""
        return self.filter(status__in=SEEN, invited_at__isnull=False, invitations__person=person)


class Meeting(models.Model):
    """A time to meet. `sequence` counts changes people were told of, for their calendars.

    `left_out_public` and `left_out_staff` say how many could not come when the time was fixed, of those who
    had told us, `silent_public` and `silent_staff` how many had not, and `why_this_time` why the time was
    kept all the same.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="meetings")
    activity = models.ForeignKey(
        PlannedActivity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("which planned activity it is part of"),
    )
    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(_("what it is for"), blank=True)
    access = models.TextField(_("what access there is"), blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(max_length=40, default="Europe/London", editable=False)
    place = models.TextField(_("place"), blank=True)
    online_link = models.URLField(_("link to join online"), max_length=500, blank=True)
    joining = models.TextField(_("how to join, in words"), blank=True)
    breaks = models.CharField(_("breaks"), max_length=200, blank=True)
    has_papers = models.BooleanField(_("there are papers to read"), default=True)
    organiser = models.ForeignKey(Person, models.PROTECT, related_name="organises")
    status = models.CharField(_("status"), max_length=9, choices=MeetingState, default=MeetingState.PLANNED)
    sequence = models.PositiveIntegerField(default=0)
    left_out_public = models.PositiveSmallIntegerField(null=True, blank=True)
    left_out_staff = models.PositiveSmallIntegerField(null=True, blank=True)
    silent_public = models.PositiveSmallIntegerField(null=True, blank=True)
    silent_staff = models.PositiveSmallIntegerField(null=True, blank=True)
    why_this_time = models.TextField(_("why this time"), blank=True)
    why_changed = models.TextField(_("why it was moved or called off"), blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    papers_sent_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(default=clock.now)

    objects = MeetingQuerySet.as_manager()
    transitions = TRANSITIONS

    privacy = Privacy(
        internal="id ref project series activity title purpose access starts_at ends_at zone place"
        " online_link joining breaks has_papers organiser status sequence left_out_public left_out_staff"
        " silent_public silent_staff why_this_time why_changed invited_at papers_sent_at changed_at made_at"
    )

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(status__in=MeetingState.values), name="meeting_status_known"),
            models.CheckConstraint(
                condition=~Q(status__in=(MeetingState.INVITED, MeetingState.HELD))
                | Q(invited_at__isnull=False),
                name="meeting_invited_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(invited_at=None, left_out_public=None, left_out_staff=None)
                | Q(invited_at__isnull=False, left_out_public__isnull=False, left_out_staff__isnull=False),
                name="meeting_invited_counts_who_is_left_out",
            ),
        ]
        indexes = [models.Index(fields=["project", "starts_at"], name="meetings_of_a_project")]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id

    @property
    def facts(self) -> MeetingFacts:
        return FACTS[MeetingState(self.status)]

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def way(self) -> Way:
        """How people meet. In person or online, where a place has a link too."""
        if self.place:
            return Way.EITHER if self.online_link else Way.IN_PERSON
        return Way.ONLINE

    @property
    def is_online(self) -> bool:
        return bool(self.online_link)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to_member(self, person: Person) -> Self:
        """The person's own invitations, until they leave the project; not those that were not sent yet."""
        mine = self.filter(person=person, meeting__status__in=SEEN, meeting__invited_at__isnull=False)
        return mine.exclude(meeting__project__in=Project.objects.left_by(person).values("pk"))


class Invitation(models.Model):
    """One person asked to one meeting, on the side they are on.

    `told_at` is when they were last told of it: asked, or told that it changed. `reminded_at` is when the
    reminder before it was written; a new time takes it back, so that there is another.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="meeting_invitations")
    side = models.CharField(max_length=12, choices=Side)
    response = models.CharField(max_length=4, choices=Response, default=Response.NONE)
    responded_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    privacy = Privacy(internal="id meeting person side response responded_at told_at reminded_at")

    class Meta:
        verbose_name = _("invitation to a meeting")
        verbose_name_plural = _("invitations to meetings")
        ordering = ["-side", "id"]  # public contributors first
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="invited_to_a_meeting_once"),
            models.CheckConstraint(
                condition=Q(response=Response.NONE, responded_at=None)
                | (Q(response__in=(Response.YES, Response.NO)) & Q(responded_at__isnull=False)),
                name="invitation_answered_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["person", "meeting"], name="meetings_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.meeting_id}"

    @property
    def organisation_id(self) -> int:
        return self.meeting.organisation_id

    @property
    def facts(self) -> ResponseFacts:
        return RESPONSE_FACTS[Response(self.response)]
