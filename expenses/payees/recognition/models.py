from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.encryption import decrypt, encrypt
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from expenses.payees.recognition.states import NOT_DECIDED, Choice, Outcome, Pace, Period
from projects.meetings.models import Meeting
from projects.roles.models import Assignment


class RecognitionChoiceQuerySet(models.QuerySet["RecognitionChoice"]):
    def current(self) -> Self:
        """What is chosen now; earlier choices are kept beside it."""
        return self.filter(replaced_at=None)

    def of(self, person: Person) -> Self:
        """The choices of one public contributor."""
        return self.filter(person=person)


class RecognitionChoice(models.Model):
    """What one person chose for one meeting, for one role, or (neither) for everything else.

    `most_pence` is the most they want for one day. Earlier choices stay as rows with `replaced_at`:
    they are the history, so that no log outside this table says that somebody chose at all.
    """

    ref = RefField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="recognition_choices")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="+")
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, blank=True, related_name="+")
    choice = models.CharField(_("how to recognise my time"), max_length=13, choices=Choice)
    charity = models.CharField(_("charity"), max_length=120, blank=True)
    most_pence = models.PositiveIntegerField(_("the most for one day"), null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = RecognitionChoiceQuerySet.as_manager()

    # A choice may hint at benefits, so it is treated like the most private answers.
    privacy = Privacy(
        internal="id ref person meeting assignment made_at replaced_at", special="choice charity most_pence"
    )

    class Meta:
        verbose_name = _("choice of recognition")
        verbose_name_plural = _("choices of recognition")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="recognition_choice_known"),
            models.CheckConstraint(
                condition=Q(meeting=None) | Q(assignment=None), name="recognition_is_about_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(choice=Choice.DONATE) & ~Q(charity="")
                | (~Q(choice=Choice.DONATE) & Q(charity="")),
                name="recognition_donated_names_the_charity",
            ),
            models.CheckConstraint(
                condition=Q(choice=Choice.LESS, most_pence__isnull=False, most_pence__gt=0)
                | (~Q(choice=Choice.LESS) & Q(most_pence=None)),
                name="recognition_less_says_how_much",
            ),
            models.UniqueConstraint(
                fields=["person", "meeting"],
                condition=Q(replaced_at=None, meeting__isnull=False),
                name="recognition_of_a_meeting_once",
            ),
            models.UniqueConstraint(
                fields=["person", "assignment"],
                condition=Q(replaced_at=None, assignment__isnull=False),
                name="recognition_of_a_role_once",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(replaced_at=None, meeting=None, assignment=None),
                name="recognition_of_all_else_once",
            ),
        ]

    def __str__(self) -> str:
        return f"choice {self.ref}"

    @property
    def words_for_staff(self) -> str:
        """The choice as staff may read it: who takes advice has not decided yet, and no more is said."""
        return str(NOT_DECIDED) if self.choice == Choice.ADVICE else self.get_choice_display()


class IndependentAdviser(models.Model):
    """Where an organisation sends people for advice on money and benefits that is not its own."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="independent_adviser")
    name = models.CharField(_("who they are"), max_length=120)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("email"), blank=True)
    website = models.URLField(_("website"), blank=True)
    words = models.TextField(
        _("what people should know"),
        blank=True,
        help_text=_("For example, that it is free, and what to say when they call."),
    )

    privacy = Privacy(public="organisation name phone email website words", internal="id")

    class Meta:
        verbose_name = _("independent adviser")
        verbose_name_plural = _("independent advisers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email="") | ~Q(website=""), name="adviser_can_be_reached"
            )
        ]

    def __str__(self) -> str:
        return self.name


class FeeTiming(models.Model):
    """When the approved fees of one person are paid. Costs never wait. No row: as soon as approved."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="fee_timing")
    pace = models.CharField(_("when fees are paid"), max_length=7, choices=Pace)
    until = models.DateField(_("not before"), null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    # Spreading may hint at benefits, so it is treated like the most private answers.
    privacy = Privacy(internal="id person changed_at", special="pace until")

    class Meta:
        verbose_name = _("timing of fees")
        verbose_name_plural = _("timing of fees")
        constraints = [
            models.CheckConstraint(condition=Q(pace__in=Pace.values), name="fee_timing_known"),
            models.CheckConstraint(
                condition=Q(pace=Pace.HOLD, until__isnull=False) | (~Q(pace=Pace.HOLD) & Q(until=None)),
                name="fee_held_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"timing {self.pk}"


class EarningsLimit(models.Model):
    """The most somebody wants to earn in a week or a month, encrypted. Opened on their own pages only."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    sealed_pence = models.TextField()
    per = models.CharField(_("in"), max_length=5, choices=Period)
    changed_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id person changed_at", special="sealed_pence per")
    encrypted = Encrypted("sealed_pence", bound_to=lambda row, field: row._bound_to)

    class Meta:
        verbose_name = _("earnings limit")
        verbose_name_plural = _("earnings limits")
        constraints = [models.CheckConstraint(condition=Q(per__in=Period.values), name="limit_period_known")]

    def __str__(self) -> str:
        return f"limit {self.pk}"

    @property
    def pence(self) -> int:
        """The limit in whole pence. Raises encryption.CannotOpen when it was moved to another person."""
        return int(decrypt(self.sealed_pence, bound_to=self._bound_to))

    @pence.setter
    def pence(self, amount: int) -> None:
        self.sealed_pence = encrypt(str(amount), bound_to=self._bound_to)

    @property
    def shown_pence(self) -> int | None:
        """The limit for its owner's page; None when it cannot be read, and they are asked for it again."""
        return self.pence if self.encrypted.opens(self) else None

    @property
    def _bound_to(self) -> str:
        return f"expenses.EarningsLimit:{self.person_id}:sealed_pence"


class Declaration(AppendOnly):
    """What one person declared about a public sector job, for one tax year. The latest one counts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="declarations")
    year_start = models.DateField(_("tax year from"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id person year_start made_at", personal="outcome")

    class Meta:
        verbose_name = _("declaration about a public sector job")
        verbose_name_plural = _("declarations about public sector jobs")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="declaration_known"),
            AppendOnlyConstraint(name="declaration_append_only"),
        ]
        indexes = [models.Index(fields=["person", "-year_start"], name="declarations_of_person")]

    def __str__(self) -> str:
        return self.get_outcome_display()
