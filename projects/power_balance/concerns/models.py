"""A worry about power, told to a named person outside the project (docs/decisions/0009).

A concern has no promise, no status and no history: each of them would show on a page of somebody
on the project that there is one.
"""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, StaffRole, User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.team.models import Project, TeamMember


class Place(models.IntegerChoices):
    FIRST = 1, _("first")
    SECOND = 2, _("second, where the first is on the project")


class ConcernContactQuerySet(models.QuerySet["ConcernContact"]):
    def standing(self) -> Self:
        """Contacts whose account works and who hold a staff role in the organisation today."""
        role = StaffRole.objects.current().filter(
            user=OuterRef("user"), organisation=OuterRef("organisation")
        )
        return self.filter(Exists(role), user__is_active=True)


class ConcernContact(models.Model):
    """Who reads the concerns of an organisation's projects: one or two people its administrator chose."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account")
    )
    place = models.PositiveSmallIntegerField(_("place"), choices=Place, default=Place.FIRST)

    objects = ConcernContactQuerySet.as_manager()

    privacy = Privacy(internal="id organisation user place")

    class Meta:
        verbose_name = _("concerns contact")
        verbose_name_plural = _("concerns contacts")
        ordering = ["organisation", "place"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "place"], name="one_concerns_contact_a_place"),
            models.UniqueConstraint(fields=["organisation", "user"], name="concerns_contact_once"),
            models.CheckConstraint(condition=Q(place__in=Place.values), name="concerns_contact_place_known"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to_contact(self, user: User) -> Self:
        """What this account may read: told to it, or to somebody who is no longer a contact.

        Never of a project it is on itself.
        """
        mine = ConcernContact.objects.standing().filter(user=user)
        still = ConcernContact.objects.standing().filter(
            user=OuterRef("contact"), organisation=OuterRef("project__organisation")
        )
        return self.filter(
            Q(contact=user) | ~Exists(still), project__organisation__in=mine.values("organisation")
        ).exclude(project__in=projects_of(user).values("pk"))

    def told_by(self, person: Person) -> Self:
        """What a person told with their name, for ever: an answer reaches them after they left too."""
        return self.filter(person=person)

    def to_do(self) -> Self:
        """What is not done yet."""
        return self.filter(done_on=None)

    def kept_long_enough(self) -> Self:
        """What has been done for longer than concerns are kept."""
        return self.filter(done_on__lt=clock.today() - dt.timedelta(days=settings.CONCERNS_KEPT_DAYS))


def projects_of(user: User) -> models.QuerySet[Project]:
    """Return the projects an account is on or looks after, on either side."""
    people = Person.objects.filter(account=user).values("pk")
    there = TeamMember.objects.current().filter(person__in=people)
    return Project.objects.filter(Q(pk__in=there.values("project")) | Q(lead__in=people))


class Concern(models.Model):
    """One worry. Told without a name, it has no person; no time finer than a day is kept of any.

    The words are sealed, bound to this row. `told_on` is the day the contact got a mail about it.
    Who gave no name may have taken a code to read the answer with: only a hash of it is kept.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    contact = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    sealed_words = models.TextField()
    sealed_answer = models.TextField(blank=True)
    raised_on = models.DateField(default=clock.today)
    told_on = models.DateField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref contact told_on answer_by answered_on done_on",
        special="project person sealed_words sealed_answer raised_on",
        secret="code_hash",
    )
    encrypted = Encrypted("sealed_words sealed_answer")

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(sealed_words=""), name="concern_says_something"),
            models.CheckConstraint(
                condition=Q(person=None, code_hash="", answer_by=None, answered_on=None, sealed_answer="")
                | Q(person__isnull=False, code_hash="", answer_by__isnull=False)
                | (Q(person=None, answer_by__isnull=False) & ~Q(code_hash="")),
                name="concern_is_answered_to_a_name_or_a_code",
            ),
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="concern_code_is_of_one"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, sealed_answer="")
                | (Q(answered_on__isnull=False) & ~Q(sealed_answer="")),
                name="concern_answer_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(answer_by=None) | Q(answered_on__isnull=False),
                name="concern_owed_an_answer_is_answered_before_done",
            ),
        ]
        indexes = [
            models.Index(fields=["contact", "-id"], name="concerns_of_contact"),
            models.Index(
                fields=["person", "-id"], condition=Q(person__isnull=False), name="concerns_of_person"
            ),
            models.Index(fields=["raised_on"], condition=Q(told_on=None), name="concerns_to_tell"),
        ]

    def __str__(self) -> str:
        return str(_("concern"))

    def bound_to(self, field: str) -> str:
        """What a sealed field of this row is bound to: moved to another row, it does not open."""
        return f"projects.Concern:{self.ref}:{field}"

    @property
    def is_late(self) -> bool:
        """Say whether an answer is owed and its day is over."""
        if self.answer_by is None or self.answered_on:
            return False
        return self.answer_by < clock.today()

    @property
    def due_at(self) -> dt.datetime | None:
        """When the answer is due, while one is owed."""
        return clock.end_of_day(self.answer_by) if self.answer_by and not self.answered_on else None
