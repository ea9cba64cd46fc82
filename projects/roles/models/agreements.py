"""Who was asked, what they would change, and what both sides agreed to."""

from typing import Any, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.history.models import AppendOnly, AppendOnlyQuerySet
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.roles.models import text_fields
from projects.roles.models.descriptions import RoleDescription, RoleVersion
from projects.roles.models.wording import Part
from projects.roles.states import (
    ASSIGNMENT_FACTS,
    ASSIGNMENT_TRANSITIONS,
    LIVE,
    PROPOSAL_FACTS,
    PROPOSAL_TRANSITIONS,
    AssignmentState,
    ProposalKind,
    ProposalState,
)
from projects.team.models import Project
from projects.team.states import Side


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to_staff(self, user: User) -> Self:
        """Who has which role in the projects the user may see as staff."""
        return self.filter(role__project__in=Project.objects.visible_to_staff(user))

    def visible_to_member(self, person: Person) -> Self:
        """The person's own roles, for ever."""
        return self.filter(person=person)

    def live(self) -> Self:
        """People invited to a role, or in it."""
        return self.filter(status__in=LIVE)


class Assignment(models.Model):
    """One person asked to take one role. `version` is the text last put before them."""

    ref = RefField()
    role = models.ForeignKey(RoleDescription, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="role_assignments")
    version = models.ForeignKey(RoleVersion, models.PROTECT, related_name="assignments")
    status = models.CharField(
        _("status"), max_length=9, choices=AssignmentState, default=AssignmentState.INVITED
    )
    invited_at = models.DateTimeField(default=clock.now)
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    why_over = models.TextField(_("why it was taken back or ended"), blank=True)

    objects = AssignmentQuerySet.as_manager()
    transitions = ASSIGNMENT_TRANSITIONS
    facts = FactsOf(ASSIGNMENT_FACTS)

    privacy = Privacy(
        internal="id ref role person version status invited_at answer_by answered_at starts_on ends_on",
        personal="why_over",
    )

    class Meta:
        verbose_name = _("person in a role")
        verbose_name_plural = _("people in roles")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "person"], condition=Q(status__in=LIVE), name="in_a_role_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status__in=AssignmentState.values), name="assignment_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=("invited", "withdrawn"), answered_at=None)
                | (~Q(status__in=("invited", "withdrawn")) & Q(answered_at__isnull=False)),
                name="assignment_answered_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="assignment_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="roles_of_a_person")]

    def __str__(self) -> str:
        return f"assignment {self.ref}"

    @property
    def project_id(self) -> int:
        return self.role.project_id

    @property
    def organisation_id(self) -> int:
        return self.role.project.organisation_id


class AgreementQuerySet(AppendOnlyQuerySet["Agreement"]):
    def visible_to_member(self, person: Person) -> Self:
        """What the person agreed to, for ever."""
        return self.filter(person=person, side=Side.PUBLIC)


class Agreement(AppendOnly):
    """One side said yes to one text, on a day. Written once; the text it names cannot change."""

    ref = RefField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="agreements")
    side = models.CharField(max_length=12, choices=Side)
    version = models.ForeignKey(RoleVersion, models.PROTECT, related_name="agreements")
    content_hash = models.CharField(max_length=64)
    agreed_at = models.DateTimeField(default=clock.now)

    objects = AgreementQuerySet.as_manager()  # type: ignore[misc]  # django-stubs takes the manager of the base for a ClassVar

    privacy = Privacy(internal="id ref person side version content_hash agreed_at")

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="agreed_to_a_version_once"),
            models.CheckConstraint(condition=~Q(content_hash=""), name="agreement_names_its_text"),
            AppendOnlyConstraint(name="role_agreement_append_only"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.ref}"

    @property
    def holds(self) -> bool:
        """Whether the text that is kept still is, letter by letter, the one that was agreed to."""
        return self.content_hash == self.version.content_hash and self.version.is_as_offered


class ChangeProposalQuerySet(models.QuerySet["ChangeProposal"]):
    def visible_to_staff(self, user: User) -> Self:
        """Suggestions in the projects the user may see as staff."""
        return self.filter(assignment__role__project__in=Project.objects.visible_to_staff(user))


class ChangeProposal(models.Model):
    """A public contributor suggests other words for a part, or says something about it.

    `field` is the one of the text it is about, "" for a whole part; `wording` what it should say, `words`
    why, or the comment. `became` is the draft it was taken into.
    """

    ref = RefField()
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="proposals")
    version = models.ForeignKey(RoleVersion, models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=7, choices=ProposalKind, default=ProposalKind.COMMENT)
    part = models.CharField(_("Which part?"), max_length=12, choices=Part)
    field = models.CharField(max_length=60, blank=True)
    wording = models.TextField(_("The words you suggest"), blank=True)
    words = models.TextField(_("What would you change?"), blank=True)
    status = models.CharField(_("status"), max_length=8, choices=ProposalState, default=ProposalState.WAITING)
    made_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(_("your answer"), blank=True)
    became = models.ForeignKey(RoleVersion, models.PROTECT, null=True, blank=True, related_name="took_up")

    objects = ChangeProposalQuerySet.as_manager()
    transitions = PROPOSAL_TRANSITIONS
    facts = FactsOf(PROPOSAL_FACTS)

    privacy = Privacy(
        internal="id ref assignment version kind part field status made_at answered_at answered_by became",
        personal="wording words answer",
    )

    class Meta:
        verbose_name = _("suggested change")
        verbose_name_plural = _("suggested changes")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=(ProposalState.WAITING, ProposalState.LAPSED),
                    answered_at=None,
                    answered_by=None,
                )
                | (
                    Q(status__in=(ProposalState.ACCEPTED, ProposalState.DECLINED, ProposalState.ANSWERED))
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
                name="proposal_answered_by_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(ProposalState.DECLINED, ProposalState.ANSWERED)) | ~Q(answer=""),
                name="proposal_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ProposalKind.WORDING) | ~Q(field=""),
                name="proposal_of_words_names_its_field",
            ),
            models.CheckConstraint(
                condition=~Q(status=ProposalState.ACCEPTED) | Q(became__isnull=False),
                name="proposal_taken_up_in_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.ref}"

    @property
    def about(self) -> str:
        """What it is about, as the page of the role names it."""
        field = next((one for one in text_fields.FIELDS if one.name == self.field), None)
        if field is None:
            return str(self.get_part_display())
        column = cast("models.Field[Any, Any]", RoleVersion._meta.get_field(field.name))
        return str(column.verbose_name if field.titled else field.section.label)

    @property
    def project_id(self) -> int:
        return self.assignment.role.project_id

    @property
    def organisation_id(self) -> int:
        return self.assignment.role.project.organisation_id
