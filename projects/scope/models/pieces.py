"""The pieces of a project, and the answers to the plain questions about each."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.scope.data import questions
from projects.scope.states import ScreenReply
from projects.team.models import Project


class PieceOfWork(models.Model):
    """One part of a project. How people are involved is decided for each of its aspects (PieceAspect)."""

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="pieces")
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("what is done"), blank=True)

    privacy = Privacy(internal="id ref project title description")

    class Meta:
        verbose_name = _("piece of work")
        verbose_name_plural = _("pieces of work")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "title"], name="piece_of_work_named_once"),
        ]

    def __str__(self) -> str:
        return self.title


class ScreenAnswerQuerySet(models.QuerySet["ScreenAnswer"]):
    def current(self) -> Self:
        """The newest answer to each question."""
        return self.filter(ended_at=None)


class ScreenAnswer(models.Model):
    """One answer to one of the ten questions about a piece of work (`data/questions.py`).

    Another answer makes a new row; the old one gets `ended_at` and can still be read.
    """

    piece = models.ForeignKey(PieceOfWork, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=20)
    answer = models.CharField(_("answer"), max_length=8, choices=ScreenReply)
    note = models.TextField(_("note"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScreenAnswerQuerySet.as_manager()

    privacy = Privacy(internal="id piece question answer note answered_by answered_at ended_at")

    class Meta:
        verbose_name = _("screening answer")
        verbose_name_plural = _("screening answers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "question"],
                condition=Q(ended_at=None),
                name="screening_question_answered_once",
            ),
            models.CheckConstraint(condition=Q(answer__in=ScreenReply.values), name="screening_answer_known"),
            models.CheckConstraint(
                condition=Q(question__in=list(questions.BY_KEY)), name="screening_question_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"

    @property
    def is_yes(self) -> bool:
        return self.answer == ScreenReply.YES
