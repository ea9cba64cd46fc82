"""What people can change on a project: open, limited or fixed, every version of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField, new_ref
from projects.scope.states import OPENNESS_FACTS, Openness
from projects.team.models import Project


class InfluenceStatementQuerySet(models.QuerySet["InfluenceStatement"]):
    def current(self) -> Self:
        """The newest version of each statement that still holds."""
        return self.filter(ended_at=None)

    def newest(self) -> Self:
        """The last version of each statement, whether it holds or was taken back."""
        later = InfluenceStatement.objects.filter(thread=OuterRef("thread"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))

    def visible_to_member(self, person: Person) -> Self:
        """Every version of the statements of projects a public contributor is on."""
        return self.filter(project__in=Project.objects.visible_to_member(person).values("pk"))


class InfluenceStatement(models.Model):
    """One version of something people can, partly can or cannot change, and why.

    A change makes a new row with the same `thread`; the old one gets `ended_at` and stays visible.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="influence")
    thread = models.CharField(max_length=10, default=new_ref, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("can people change it?"), max_length=7, choices=Openness)
    statement = models.TextField(_("what is it about?"))
    why = models.TextField(_("why"), blank=True)
    who_decides = models.CharField(_("who decides"), max_length=120)
    decided_on = models.DateField(_("when it is decided"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(_("why it was taken back"), blank=True)

    objects = InfluenceStatementQuerySet.as_manager()
    facts = FactsOf(OPENNESS_FACTS, "kind")

    privacy = Privacy(
        internal="id ref project thread version kind statement why who_decides decided_on made_by made_at"
        " ended_at withdrawn_why"
    )

    class Meta:
        verbose_name = _("influence statement")
        verbose_name_plural = _("influence statements")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "version"], name="influence_version_once"),
            models.UniqueConstraint(
                fields=["thread"], condition=Q(ended_at=None), name="influence_one_current_version"
            ),
            models.CheckConstraint(condition=Q(kind__in=Openness.values), name="influence_kind_known"),
            models.CheckConstraint(condition=~Q(statement=""), name="influence_says_something"),
            models.CheckConstraint(
                condition=Q(kind=Openness.OPEN) | ~Q(why=""), name="influence_less_than_open_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_why="") | Q(ended_at__isnull=False),
                name="influence_withdrawn_has_ended",
            ),
        ]
        indexes = [models.Index(fields=["project"], condition=Q(ended_at=None), name="influence_current")]

    def __str__(self) -> str:
        return self.statement[:60]


class NothingIsFixed(models.Model):
    """Somebody said in so many words that nothing is fixed on a project. There is a row, or not."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="nothing_is_fixed")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id project said_by said_at")

    class Meta:
        verbose_name = _("nothing is fixed")
        verbose_name_plural = _("nothing is fixed")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
