"""What became of a duty each time something asked for it: the ledger of both sides of a role."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import uk_date
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.refs import RefField
from projects.roles.duties.states import Outcome, outcome
from projects.roles.models.agreements import Assignment
from projects.roles.models.descriptions import RoleVersion
from projects.team.models import Project


class DutyOccasionQuerySet(models.QuerySet["DutyOccasion"]):
    def visible_to_staff(self, user: User) -> Self:
        """Our side in projects the user may see; their side to who looks after the project alone."""
        seen = self.filter(assignment__role__project__in=Project.objects.visible_to_staff(user))
        arranges = Q(assignment__role__project__organisation__in=user.organisation_ids("edit_project"))
        return seen.filter(Q(side=Side.ORGANISATION) | arranges)

    def visible_to_member(self, person: Person) -> Self:
        """Both sides of the person's own roles, for ever."""
        return self.filter(assignment__person=person)

    def open(self) -> Self:
        """Occasions whose promise is neither kept nor released."""
        return self.filter(promise__kept_at=None, promise__released_at=None)

    def own(self) -> Self:
        """Occasions with a promise of their own, not one that an app above made anyway."""
        return self.filter(promise__subject_type=DutyOccasion._meta.label)


class DutyOccasion(models.Model):
    """One time that a duty of an agreed role was asked for, and the promise that stands for it.

    `line` names the duty across versions, `occasion` what asked for it ("meeting:55", "month:2026-11").
    Whether it was kept is what its promise says; `due_at` is set only where this role asks for it later than
    the promise, which another person's role made stricter. `words` are what was written to the other side.
    """

    ref = RefField()
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="duty_occasions")
    version = models.ForeignKey(RoleVersion, models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)
    line = models.CharField(max_length=20)
    occasion = models.CharField(max_length=60)
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, related_name="duty_occasions")
    due_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(_("what was written"), blank=True)
    made_at = models.DateTimeField(default=clock.now)

    objects = DutyOccasionQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref assignment version side line occasion promise due_at made_at", personal="words"
    )

    class Meta:
        verbose_name = _("duty of a role")
        verbose_name_plural = _("duties of roles")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "line", "occasion"], name="duty_asked_for_once_an_occasion"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="duty_side_known"),
            models.CheckConstraint(condition=~Q(line="") & ~Q(occasion=""), name="duty_names_its_occasion"),
        ]

    def __str__(self) -> str:
        return f"duty {self.ref}"

    @property
    def project_id(self) -> int:
        return self.assignment.role.project_id

    @property
    def organisation_id(self) -> int:
        return self.assignment.role.project.organisation_id

    @property
    def due(self) -> dt.datetime | None:
        """By when this role asks for it; None before it is promised."""
        return self.due_at or (self.promise.due_at if self.promise else None)

    @property
    def outcome(self) -> Outcome:
        """What became of it."""
        owed = self.promise
        if owed is None or self.due is None:
            return Outcome.OPEN
        return outcome(
            due_at=self.due,
            kept_at=owed.kept_at,
            released_at=owed.released_at,
            waits=owed.is_waiting,
            now=clock.now(),
        )

    @property
    def standing(self) -> str:
        """What became of it, and when: "kept: done on Monday 30 November 2026, due by Friday …"."""
        done = self.promise.kept_at if self.promise else None
        said = {"outcome": self.outcome.label, "done": uk_date(done), "due": uk_date(self.due)}
        if done:
            return gettext("%(outcome)s: done on %(done)s, due by %(due)s") % said
        return gettext("%(outcome)s, due by %(due)s") % said

    @property
    def is_theirs(self) -> bool:
        return self.side == Side.CONTRIBUTOR
