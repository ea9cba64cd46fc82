"""What somebody without an account sends to put themselves forward, and what is asked of them.

Whoever sends one becomes a Person whom no organisation is connected with: messages, letters and calls reach
them, and no list of people shows them. Their words are sealed. `ref` goes with the name; `blind_ref` is
what stands on pages without names, and nothing leads from one to the other but this table.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from coproduce.foundation.uploads.files import PAPER_TYPES, StoredUpload
from projects.selection.criteria.models import Criterion
from projects.selection.interest.states import (
    COUNTED,
    ENDED,
    EXPRESSION_TRANSITIONS,
    Ask,
    CameBy,
    ExpressionState,
    Outcome,
)
from projects.selection.opportunities.models import Opportunity


class InterestQuestion(models.Model):
    """A question an opportunity asks, and the criterion by which its answer counts."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="questions")
    ask = models.CharField(_("question"), max_length=8, choices=Ask)
    criterion = models.ForeignKey(
        *(Criterion, models.PROTECT), related_name="questions", verbose_name=_("what it counts for")
    )
    place = models.PositiveSmallIntegerField(default=1)

    privacy = Privacy(public="ask place", internal="id opportunity criterion")

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "ask"], name="interest_asked_once"),
            models.CheckConstraint(condition=Q(ask__in=Ask.values), name="interest_question_known"),
        ]

    def __str__(self) -> str:
        return self.get_ask_display()


class ExpressionQuerySet(models.QuerySet["Expression"]):
    def visible_to(self, user: User) -> Self:
        """What was sent for opportunities of projects the user may change: names stand in them.

        Nothing where the user gives points: names and words beside each other are not for them.
        """
        seen = Opportunity.objects.visible_to_staff(user)
        mine = seen.filter(organisation__in=user.organisation_ids("edit_people"))
        rows = self.exclude(status=ExpressionState.DRAFT).filter(opportunity__in=mine.values("pk"))
        return rows.exclude(opportunity__in=Opportunity.objects.scored_by(user).values("pk"))

    def counted(self) -> Self:
        """What takes part: sent, and neither withdrawn nor joined with another."""
        return self.filter(status__in=COUNTED)

    def unredacted(self) -> Self:
        """Those of which an answer or a file is still as it was sent: scorers cannot read it yet."""
        answers = ExpressionAnswer.objects.filter(expression=OuterRef("pk"), redaction=None)
        files = ExpressionFile.objects.filter(expression=OuterRef("pk"), redaction=None)
        return self.filter(Exists(answers) | Exists(files))

    def waiting(self) -> Self:
        """What has no answer yet."""
        return self.filter(status=ExpressionState.SENT)


class Expression(models.Model):
    """One expression of interest in one opportunity.

    Only a hash of the code is kept; the code itself is sealed until the expression is sent, to be in the
    first message. A draft has no person: how to reach them is sealed in `sealed_contact` until then.
    What is withdrawn, joined or forgotten keeps its row, to be counted, and nothing of the person.
    """

    ref = RefField()
    blind_ref = RefField()
    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="expressions")
    status = models.CharField(
        _("status"), max_length=9, choices=ExpressionState, default=ExpressionState.DRAFT
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="expressions")
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    sealed_code = models.TextField(blank=True, editable=False)
    for_somebody = models.BooleanField(_("filled in for someone else"), default=False)
    sealed_contact = models.TextField(blank=True)
    sealed_helper = models.TextField(blank=True)
    sealed_needs = models.TextField(blank=True)
    sealed_groups = models.TextField(blank=True)
    wants_feedback = models.BooleanField(_("would like to hear how they did"), default=False)
    sealed_feedback = models.TextField(blank=True)
    came_by = models.CharField(_("how it came"), max_length=6, choices=CameBy, default=CameBy.ONLINE)
    typed_by = models.ForeignKey(
        *(settings.AUTH_USER_MODEL, models.PROTECT), null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(_("came in"), null=True, blank=True)
    late_why = models.TextField(_("why it is taken though late"), blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    delete_on = models.DateField(_("deleted on"), null=True, blank=True)
    forgotten_on = models.DateField(null=True, blank=True)

    objects = ExpressionQuerySet.as_manager()
    transitions = EXPRESSION_TRANSITIONS

    privacy = Privacy(
        internal="id ref blind_ref opportunity status person for_somebody came_by typed_by begun_at sent_at"
        " ended_at outcome answered_at delete_on forgotten_on wants_feedback",
        personal="sealed_contact sealed_helper sealed_feedback late_why",
        special="sealed_needs sealed_groups",
        secret="code_hash sealed_code",
    )
    encrypted = Encrypted(
        "sealed_code sealed_contact sealed_helper sealed_needs sealed_groups sealed_feedback"
    )

    class Meta:
        verbose_name = _("expression of interest")
        verbose_name_plural = _("expressions of interest")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ExpressionState.values), name="expression_status_known"
            ),
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="expression_code_is_of_one"
            ),
            models.CheckConstraint(
                condition=Q(status=ExpressionState.DRAFT, sent_at=None, person=None)
                | (~Q(status=ExpressionState.DRAFT) & Q(sent_at__isnull=False, delete_on__isnull=False)),
                name="expression_sent_has_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=ExpressionState.SENT) | Q(person__isnull=False),
                name="expression_waiting_has_a_person",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ENDED, ended_at__isnull=False, person=None, outcome="", code_hash="")
                | (~Q(status__in=ENDED) & Q(ended_at=None)),
                name="expression_ended_names_nobody",
            ),
            models.CheckConstraint(
                condition=(Q(status=ExpressionState.ANSWERED, answered_at__isnull=False) & ~Q(outcome=""))
                | (~Q(status=ExpressionState.ANSWERED) & Q(answered_at=None)),
                name="expression_answered_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(late_why="") | Q(typed_by__isnull=False), name="expression_late_taken_by_staff"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_on=None)
                | Q(
                    status=ExpressionState.ANSWERED,
                    person=None,
                    code_hash="",
                    sealed_needs="",
                    sealed_groups="",
                ),
                name="expression_forgotten_names_nobody",
            ),
        ]
        indexes = [
            models.Index(fields=["opportunity", "-id"], name="expression_of_opportunity"),
            models.Index(
                fields=["opportunity", "sent_at"], condition=Q(status="sent"), name="expression_waiting"
            ),
            models.Index(fields=["delete_on"], condition=Q(forgotten_on=None), name="expression_to_forget"),
        ]

    def __str__(self) -> str:
        return str(_("an expression of interest"))

    def bound_to(self, field: str) -> str:
        """What a sealed field of this row is bound to: moved to another row, it does not open."""
        return f"selection.Expression:{self.ref}:{field}"

    @property
    def is_draft(self) -> bool:
        """Whether it is not sent yet."""
        return self.status == ExpressionState.DRAFT

    @property
    def waits(self) -> bool:
        """Whether somebody waits for an answer to it."""
        return self.status == ExpressionState.SENT

    @property
    def is_ended(self) -> bool:
        """Whether it was withdrawn or joined: nothing of the person is left."""
        return self.status in ENDED


class ExpressionAnswer(models.Model):
    """The words to one question, sealed."""

    expression = models.ForeignKey(Expression, models.CASCADE, related_name="answers")
    question = models.ForeignKey(InterestQuestion, models.PROTECT, related_name="+")
    sealed_words = models.TextField()

    privacy = Privacy(internal="id expression question", personal="sealed_words")
    encrypted = Encrypted(
        "sealed_words",
        bound_to=lambda row, field: f"selection.Answer:{row.expression.ref}:{row.question_id}",
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["expression", "question"], name="interest_answered_once")
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class ExpressionFile(StoredUpload):
    """A file, photo or voice note sent instead of writing."""

    ref = RefField()
    content_type = models.CharField(max_length=80, choices=PAPER_TYPES)
    expression = models.ForeignKey(Expression, models.CASCADE, related_name="files")

    privacy = StoredUpload.privacy + Privacy(internal="id ref expression")

    class Meta:
        verbose_name = _("file of an expression")
        verbose_name_plural = _("files of expressions")
        ordering = ["id"]
