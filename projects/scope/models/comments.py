"""What public contributors say about the scope, what they propose, and what we answered."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.scope.models.influence import InfluenceStatement
from projects.scope.states import COMMENT_FACTS, COMMENT_TRANSITIONS, CommentKind, CommentState
from projects.team.models import Project


class ScopeCommentQuerySet(models.QuerySet["ScopeComment"]):
    def visible_to_staff(self, user: User) -> Self:
        """What was said about projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user).values("pk"))

    def visible_to_member(self, person: Person) -> Self:
        """What somebody said themself: theirs to read for ever, also once they have left."""
        return self.filter(person=person)


class ScopeComment(models.Model):
    """A comment on a statement or on the whole scope, or a change somebody proposes. We owe an answer."""

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="scope_comments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="scope_comments")
    statement = models.ForeignKey(
        InfluenceStatement, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    kind = models.CharField(_("What would you like to do?"), max_length=8, choices=CommentKind)
    words = models.TextField(_("What would you like to say?"))
    status = models.CharField(_("status"), max_length=9, choices=CommentState, default=CommentState.WAITING)
    made_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(_("your answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ScopeCommentQuerySet.as_manager()
    transitions = COMMENT_TRANSITIONS
    facts = FactsOf(COMMENT_FACTS)

    privacy = Privacy(
        internal="id ref project person statement kind status made_at answered_by answered_at",
        personal="words answer",
    )

    class Meta:
        verbose_name = _("comment on the scope")
        verbose_name_plural = _("comments on the scope")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CommentKind.values), name="scope_comment_kind_known"),
            models.CheckConstraint(
                condition=Q(status__in=CommentState.values), name="scope_comment_status_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="scope_comment_says_something"),
            models.CheckConstraint(
                condition=(
                    Q(status__in=CommentState.answered())
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                    & ~Q(answer="")
                )
                | (~Q(status__in=CommentState.answered()) & Q(answered_by=None, answered_at=None, answer="")),
                name="scope_comment_answered_by_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.ref}"

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id
