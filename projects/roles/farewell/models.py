"""What is left of a role when it ends: a certificate or a reference, and keeping in touch."""

import json
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
from projects.roles.farewell.states import (
    LETTER_TRANSITIONS,
    RESULT_STANDING,
    TITLES,
    LetterKind,
    LetterState,
)
from projects.roles.models.agreements import Assignment
from projects.team.models import Project


class RoleLetterQuerySet(models.QuerySet["RoleLetter"]):
    def visible_to_staff(self, user: User) -> Self:
        """Wishes in the projects the user may see as staff."""
        return self.filter(assignment__role__project__in=Project.objects.visible_to_staff(user))


class RoleLetter(models.Model):
    """A certificate or a reference that somebody asked for, or the result that we owe them.

    `facts` is what it says, as it was signed off.
    """

    ref = RefField()
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="letters")
    kind = models.CharField(_("What would you like?"), max_length=11, choices=LetterKind)
    with_hours = models.BooleanField(_("Say how many hours of meetings I came to"), default=False)
    status = models.CharField(_("status"), max_length=9, choices=LetterState, default=LetterState.ASKED)
    asked_at = models.DateTimeField(default=clock.now)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    facts = models.TextField(blank=True)

    objects = RoleLetterQuerySet.as_manager()
    transitions = LETTER_TRANSITIONS

    privacy = Privacy(
        internal="id ref assignment kind with_hours status asked_at signed_at signed_by", personal="facts"
    )

    class Meta:
        verbose_name = _("certificate or reference")
        verbose_name_plural = _("certificates and references")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "kind"],
                condition=Q(status=LetterState.ASKED),
                name="role_letter_asked_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="role_letter_kind_known"),
            models.CheckConstraint(
                condition=Q(
                    status__in=(LetterState.ASKED, LetterState.WITHDRAWN), signed_at=None, signed_by=None
                )
                | Q(status=LetterState.SIGNED, signed_at__isnull=False, signed_by__isnull=False),
                name="role_letter_signed_by_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.ref}"

    @property
    def organisation_id(self) -> int:
        return self.assignment.organisation_id

    @property
    def project_id(self) -> int:
        return self.assignment.role.project_id

    @property
    def title(self) -> str:
        """What it is called: "Certificate"."""
        return str(TITLES[LetterKind(self.kind)])

    @property
    def is_result(self) -> bool:
        """Whether it says what came of the role."""
        return self.kind == LetterKind.RESULT

    @property
    def result_lines(self) -> list[str]:
        """What came of it, as it was told, one paragraph a line; none before, and none once it was erased."""
        if not self.is_result or not self.facts.startswith("{"):
            return []
        return [line.strip() for line in json.loads(self.facts).get("words", "").splitlines() if line.strip()]

    @property
    def standing(self) -> str:
        """How far it is, in words for staff."""
        if not self.is_result:
            return str(self.get_status_display())
        return str(RESULT_STANDING[LetterState(self.status)])

    @property
    def is_asked(self) -> bool:
        """Whether somebody waits for it."""
        return self.status == LetterState.ASKED


class KeepInTouch(models.Model):
    """Somebody wants to hear from us after a role. They can take it back at any time."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="keep_in_touch")
    person = models.ForeignKey(Person, models.CASCADE, related_name="keeps_in_touch")
    said_at = models.DateTimeField(_("said yes on"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("taken back on"), null=True, blank=True)

    privacy = Privacy(internal="id assignment person said_at withdrawn_at")

    class Meta:
        verbose_name = _("wish to keep in touch")
        verbose_name_plural = _("wishes to keep in touch")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("said_at")),
                name="in_touch_taken_back_after_it_was_said",
            ),
        ]

    def __str__(self) -> str:
        return f"in touch after assignment {self.assignment_id}"
