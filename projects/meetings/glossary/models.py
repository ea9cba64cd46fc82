"""The words of a project that need explaining."""

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
from projects.team.models import Project


class WordQuerySet(models.QuerySet["Word"]):
    def listed(self) -> Self:
        """Words that were not taken out of the list."""
        return self.filter(taken_out_at=None)

    def visible_to_staff(self, user: User) -> Self:
        """Words of projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user).values("pk"))

    def visible_to_member(self, person: Person) -> Self:
        """Words of projects a public contributor is on now."""
        return self.filter(project__in=Project.objects.visible_to_member(person).values("pk"))


class Word(models.Model):
    """A word somebody did not understand, and what it means in plain words (indicator 15, LBHF-LIST).

    Who asked stands in the promise to them, not here. `letters` is the word in small letters: it
    puts the list in order and makes "PPI" and "ppi" one word. One taken out of the list keeps its
    row: mails lead to it, and it comes back when somebody asks or explains it again.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="words")
    word = models.CharField(_("word"), max_length=80)
    letters = models.CharField(max_length=250, editable=False)
    explanation = models.TextField(_("what it means"), blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    explained_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    taken_out_at = models.DateTimeField(null=True, blank=True)

    objects = WordQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref project word letters explanation explained_by explained_at made_at taken_out_at"
    )

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        ordering = ["letters", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "letters"], name="word_once_a_project"),
            models.CheckConstraint(condition=~Q(word="") & ~Q(letters=""), name="word_has_letters"),
            models.CheckConstraint(
                condition=Q(explanation="", explained_by=None, explained_at=None)
                | (~Q(explanation="") & Q(explained_by__isnull=False, explained_at__isnull=False)),
                name="word_explained_by_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.word

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id
