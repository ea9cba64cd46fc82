"""What is decided, what the public members thought, and why it went another way."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.meetings.models import Meeting
from projects.meetings.planning.rules import PAPERS_BEFORE
from projects.power_balance.decisions.states import (
    DISPUTE_TRANSITIONS,
    FACTS,
    DisputeState,
    Facts,
    Followed,
)
from projects.power_balance.thresholds.models import PowerThresholds
from projects.team.models import OfProjectQuerySet, Project


class DecisionQuerySet(OfProjectQuerySet["Decision"]):
    def with_all(self) -> Self:
        """Read with each decision its meeting, and who disputes it: as many queries for one as for thirty.

        `papers_needed` says how many days before a meeting the organisation wants its papers sent.
        """
        disputes = DecisionDispute.objects.select_related("person").prefetch_related("answered_by__people")
        own = PowerThresholds.objects.filter(organisation=OuterRef("project__organisation"))
        needed = Coalesce(Subquery(own.values("papers_days")), PAPERS_BEFORE.days)
        return (
            self.annotate(papers_needed=needed)
            .select_related("meeting")
            .prefetch_related(models.Prefetch("disputes", disputes.order_by("id")))
        )


class Decision(models.Model):
    """Something that was decided, what the public members thought, and why it went another way.

    100 % of decisions against the public view have a reason (VOICESCOT): the database sees to it.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="decisions")
    title = models.CharField(_("what was decided"), max_length=200)
    decided_on = models.DateField(_("when"))
    options = models.TextField(_("what could have been chosen"))
    took_part = models.TextField(_("who could take part"))
    public_view = models.TextField(_("what public members thought"), blank=True)
    followed = models.CharField(_("was that followed?"), max_length=9, choices=Followed)
    reason = models.TextField(_("why the decision was different"), blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("at which meeting")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    papers_needed: int  # of DecisionQuerySet.with_all

    objects = DecisionQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref project title decided_on options took_part public_view followed reason meeting"
        " made_by made_at"
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(followed__in=Followed.values), name="decision_followed_known"),
            models.CheckConstraint(
                condition=Q(followed=Followed.YES) | ~Q(reason=""), name="decision_not_followed_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(followed=Followed.NOT_ASKED, public_view="")
                | (~Q(followed=Followed.NOT_ASKED) & ~Q(public_view="")),
                name="decision_has_a_view_or_nobody_was_asked",
            ),
        ]
        indexes = [models.Index(fields=["project", "-decided_on", "-id"], name="decisions_of_project")]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id

    @property
    def without_public(self) -> bool:
        return self.followed == Followed.NOT_ASKED

    @property
    def papers_days(self) -> int | None:
        """How many UK days before its meeting the papers came, where that was too late; else None.

        0 also stands for papers that came afterwards, or never. Of decisions read `with_all`.
        """
        meeting = self.meeting
        if meeting is None or not meeting.has_papers or not meeting.invited_at:
            return None
        sent = meeting.papers_sent_at or meeting.starts_at
        if sent <= meeting.starts_at - dt.timedelta(days=self.papers_needed):
            return None
        return max((clock.uk(meeting.starts_at).date() - clock.uk(sent).date()).days, 0)


class DecisionDisputeQuerySet(models.QuerySet["DecisionDispute"]):
    def visible_to_staff(self, user: User) -> Self:
        """Disputes on projects the user may see as staff."""
        return self.filter(decision__project__in=Project.objects.visible_to_staff(user).values("pk"))

    def visible_to_member(self, person: Person) -> Self:
        """Disputes on projects a public contributor is on now, and their own for ever."""
        on_now = Project.objects.visible_to_member(person).values("pk")
        return self.filter(Q(decision__project__in=on_now) | Q(person=person))


class DecisionDispute(models.Model):
    """A public member says that an entry of the register is not right; we answer. Both sides read both."""

    ref = RefField()
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="disputes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("what is wrong"))
    status = models.CharField(_("status"), max_length=8, choices=DisputeState, default=DisputeState.WAITING)
    made_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(_("our answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionDisputeQuerySet.as_manager()
    transitions = DISPUTE_TRANSITIONS

    privacy = Privacy(
        internal="id ref decision person status made_at answer answered_by answered_at", personal="words"
    )

    class Meta:
        verbose_name = _("dispute of a decision")
        verbose_name_plural = _("disputes of decisions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="dispute_says_what_is_not_right"),
            models.CheckConstraint(condition=Q(status__in=DisputeState.values), name="dispute_status_known"),
            models.CheckConstraint(
                condition=Q(
                    status=DisputeState.ANSWERED, answered_by__isnull=False, answered_at__isnull=False
                )
                & ~Q(answer="")
                | Q(status=DisputeState.WAITING, answered_by=None, answered_at=None, answer=""),
                name="dispute_answered_by_when_and_what",
            ),
            models.UniqueConstraint(
                fields=["decision", "person"],
                condition=Q(status=DisputeState.WAITING),
                name="one_waiting_dispute_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.decision.title

    @property
    def facts(self) -> Facts:
        """What pages need to know of its state."""
        return FACTS[DisputeState(self.status)]

    @property
    def project_id(self) -> int:
        return self.decision.project_id

    @property
    def organisation_id(self) -> int:
        return self.decision.organisation_id
