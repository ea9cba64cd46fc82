"""What is arranged so that one person can take part in one meeting."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import AccessNeed, Person
from coproduce.foundation import clock
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.meetings.arrangements.states import (
    FACTS,
    NOT_THERE,
    TRANSITIONS,
    ArrangementFacts,
    ArrangementState,
    Met,
)
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import SEEN
from projects.team.models import Project

DONE = ArrangementState.DONE


class ArrangementQuerySet(models.QuerySet["Arrangement"]):
    def wanted(self) -> Self:
        """What still has to be there at the meeting, or was."""
        return self.exclude(status=ArrangementState.NOT_NEEDED)

    def for_organisers(self) -> Self:
        """What is wanted, of needs that the person still lets organisers see."""
        return self.wanted().filter(need__in=AccessNeed.objects.for_organisers())

    def visible_to_staff(self, user: User) -> Self:
        """For organisers, at meetings of projects the user may see as staff."""
        return self.for_organisers().filter(meeting__in=Meeting.objects.visible_to_staff(user))

    def visible_to_member(self, person: Person) -> Self:
        """What is arranged for the person themselves, until they leave the project."""
        mine = self.wanted().filter(need__person=person, meeting__status__in=SEEN)
        return mine.exclude(meeting__project__in=Project.objects.left_by(person).values("pk"))

    def counted(self) -> dict[str, int]:
        """Count them, without looking: `all`, `to_do`, `there` (the person said so) and `not_there`."""
        return self.aggregate(
            all=Count("id"),
            to_do=Count("id", filter=Q(status=ArrangementState.OPEN)),
            there=Count("id", filter=Q(met=Met.YES)),
            not_there=Count("id", filter=Q(met__in=NOT_THERE)),
        )


class Arrangement(models.Model):
    """One need of one person at one meeting: who sees to it, by when, and whether it was there.

    What is to arrange stands in the need, in the person's own words, and is never copied: if they
    take it back or show it to fewer people, it is gone here too.
    """

    ref = RefField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="arrangements")
    need = models.ForeignKey(AccessNeed, models.CASCADE, related_name="arrangements")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("who is arranging it"))
    due_on = models.DateField(_("arranged by"))
    status = models.CharField(max_length=10, choices=ArrangementState, default=ArrangementState.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    met = models.CharField(_("was it there?"), max_length=6, choices=Met, blank=True)
    met_words = models.TextField(_("how it was"), blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    objects = ArrangementQuerySet.as_manager()
    transitions = TRANSITIONS

    privacy = Privacy(
        internal="id ref meeting owner due_on status done_at done_by met_at made_at",
        special="need met met_words",
    )

    class Meta:
        verbose_name = _("arrangement for a meeting")
        verbose_name_plural = _("arrangements for meetings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "need"], name="need_arranged_once_a_meeting"),
            models.CheckConstraint(
                condition=Q(status__in=ArrangementState.values), name="arrangement_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=DONE, done_at__isnull=False, done_by__isnull=False)
                | (~Q(status=DONE) & Q(done_at=None, done_by=None)),
                name="arrangement_done_by_and_when",
            ),
            models.CheckConstraint(
                condition=Q(met="", met_words="", met_at=None)
                | (Q(met__in=Met.values) & Q(met_at__isnull=False)),
                name="arrangement_met_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"arrangement {self.ref}"

    @property
    def organisation_id(self) -> int:
        return self.meeting.organisation_id

    @property
    def person(self) -> Person:
        return self.need.person

    @property
    def facts(self) -> ArrangementFacts:
        return FACTS[ArrangementState(self.status)]

    @property
    def was_not_there(self) -> bool:
        return self.met in NOT_THERE

    @property
    def not_there_words(self) -> LazyStr:
        """Words for staff: not there, or only partly. Empty when it was there, or nobody has said."""
        return NOT_THERE[Met(self.met)] if self.met in NOT_THERE else ""
