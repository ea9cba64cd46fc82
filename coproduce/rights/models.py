"""A wish to be forgotten and what came of it; what the law keeps, apart; who prepared a copy."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from coproduce.rights.states import TRANSITIONS, ErasureState


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def visible_to(self, user: User) -> Self:
        """Wishes that reached organisations where the user looks after people; never one's own."""
        theirs = self.filter(organisation__in=user.organisation_ids("edit_people"))
        return theirs.exclude(person__account=user.pk)

    def open(self) -> Self:
        """Not answered, or not carried out."""
        return self.filter(status__in=[ErasureState.ASKED, ErasureState.AGREED])


class Erasure(models.Model):
    """One person wishes to be forgotten by one organisation; or the time of their data is over.

    What belongs to no organisation goes with the last one.
    """

    ref = RefField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="erasures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    status = models.CharField(_("state"), max_length=7, choices=ErasureState, default=ErasureState.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    # Nobody where the clock asked: the time in the table is over.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer_by = models.DateField(_("answer by"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("answered"), null=True, blank=True)
    why_not = models.TextField(_("why not"), blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    transitions = TRANSITIONS
    objects = ErasureQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref person organisation status asked_at asked_by answer_by decided_by decided_at"
        " done_at",
        personal="why_not",
    )

    class Meta:
        verbose_name = _("wish to be forgotten")
        verbose_name_plural = _("wishes to be forgotten")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ErasureState.values), name="erasure_state_known"),
            models.CheckConstraint(
                condition=~Q(status=ErasureState.REFUSED) | ~Q(why_not=""),
                name="erasure_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=ErasureState.DONE, done_at__isnull=False)
                | ~Q(status=ErasureState.DONE) & Q(done_at=None),
                name="erasure_done_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(status__in=[ErasureState.ASKED, ErasureState.AGREED]),
                name="erasure_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.ref}"

    @property
    def waits_for_answer(self) -> bool:
        """Whether nobody has answered yet."""
        return self.status == ErasureState.ASKED

    @property
    def is_open(self) -> bool:
        """Whether it is not answered, or not carried out."""
        return self.status in (ErasureState.ASKED, ErasureState.AGREED)


class HeldApart(models.Model):
    """What the law on accounts keeps of somebody who was erased: sealed, out of every list, for its time.

    `sealed` is JSON: {"claims.ClaimLine": {"17": {"description": "..."}}}.
    """

    ref = RefField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person_ref = models.CharField(max_length=20)
    sealed = models.TextField()
    made_at = models.DateTimeField(default=clock.now)
    kept_until = models.DateField(_("kept until"))

    privacy = Privacy(internal="id ref organisation person_ref made_at kept_until", bank="sealed")
    encrypted = Encrypted("sealed", bound_to=lambda row, field: row.bound_to(field))

    class Meta:
        verbose_name = _("what the law keeps of someone erased")
        verbose_name_plural = _("what the law keeps of people erased")
        ordering = ["-id"]
        indexes = [models.Index(fields=["kept_until"], name="held_apart_by_its_time")]

    def __str__(self) -> str:
        return f"held apart {self.ref}"

    def bound_to(self, field: str) -> str:
        """What a sealed field of this row is bound to: moved to another row, it does not open."""
        return f"rights.HeldApart:{self.ref}:{field}"
