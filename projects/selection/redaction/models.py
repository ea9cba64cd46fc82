"""What scorers read: the words people sent without what tells who wrote them, and what stands for a file."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import TriggerConstraint
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.privacy import Privacy
from projects.selection.interest.models import ExpressionAnswer, ExpressionFile
from projects.selection.redaction.states import Shown

SCORES_THERE = (
    "EXISTS (SELECT 1 FROM {selection.PanelMember} m JOIN {people.Person} p ON p.id = m.person_id"
    " JOIN {selection.Expression} e ON e.opportunity_id = m.opportunity_id"
    " JOIN {selection.%s} sent ON sent.expression_id = e.id"
    " WHERE sent.id = NEW.%s AND p.account_id = NEW.done_by_id"
    " AND m.part = 'scores' AND m.status IN ('asked', 'joined'))"
)
"""SQL: whoever took something out is asked to score the same opportunity."""


class Redaction(models.Model):
    """The words of one answer as scorers read them. Whoever makes it knows whose they are."""

    answer = models.OneToOneField(ExpressionAnswer, models.CASCADE, related_name="redaction")
    sealed_words = models.TextField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id answer done_by done_at", personal="sealed_words")
    encrypted = Encrypted(
        "sealed_words",
        bound_to=lambda row, field: f"selection.Redaction:{row.answer.expression_id}:{row.answer_id}",
    )

    class Meta:
        verbose_name = _("answer without names")
        verbose_name_plural = _("answers without names")
        ordering = ["id"]
        constraints = [
            TriggerConstraint(
                name="redaction_by_no_scorer",
                events=["insert", "update"],
                condition=SCORES_THERE % ("ExpressionAnswer", "answer_id"),
                message="whoever scores does not take out what tells who wrote it",
            )
        ]

    def __str__(self) -> str:
        return f"redaction {self.pk}"


class FileRedaction(models.Model):
    """What scorers get instead of one file: typed words, the file where it tells nothing, or nothing."""

    file = models.OneToOneField(ExpressionFile, models.CASCADE, related_name="redaction")
    shown = models.CharField(_("what scorers get"), max_length=7, choices=Shown)
    sealed_words = models.TextField(blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id file shown done_by done_at", personal="sealed_words")
    encrypted = Encrypted(
        "sealed_words", bound_to=lambda row, field: f"selection.FileRedaction:{row.file_id}"
    )

    class Meta:
        verbose_name = _("file without names")
        verbose_name_plural = _("files without names")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(shown__in=Shown.values), name="file_redaction_known"),
            models.CheckConstraint(
                condition=(Q(shown=Shown.WORDS) & ~Q(sealed_words=""))
                | (~Q(shown=Shown.WORDS) & Q(sealed_words="")),
                name="file_redaction_has_words_when_typed",
            ),
            TriggerConstraint(
                name="file_redaction_by_no_scorer",
                events=["insert", "update"],
                condition=SCORES_THERE % ("ExpressionFile", "file_id"),
                message="whoever scores does not take out what tells who wrote it",
            ),
        ]

    def __str__(self) -> str:
        return f"redaction of file {self.pk}"
