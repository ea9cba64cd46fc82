"""Step 5: the people a project is about, Census figures to compare with, and frozen releases."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.diversity.states import OUTCOME_FACTS, Characteristic, ReleaseOutcome
from projects.team.models import Project


class DiversityAimQuerySet(models.QuerySet["DiversityAim"]):
    def visible_to_staff(self, user: User) -> Self:
        """Aims of projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user).values("pk"))


class DiversityAim(models.Model):
    """Some of the people a project is about: who and where, why they matter here, how they are looked for."""

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="diversity_aims")
    people = models.CharField(_("Which people is this project about?"), max_length=200)
    area = models.CharField(_("Where do they live?"), max_length=60, blank=True)
    characteristics = models.JSONField(_("What would you like to compare?"), default=list, blank=True)
    why = models.TextField(_("Why do their views matter here?"))
    how = models.TextField(_("How are you looking for them?"), blank=True)
    made_at = models.DateTimeField(default=clock.now)

    objects = DiversityAimQuerySet.as_manager()

    privacy = Privacy(internal="id ref project people area characteristics why how made_at")

    class Meta:
        verbose_name = _("people the project is about")
        verbose_name_plural = _("people the project is about")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "people"], name="people_of_a_project_named_once"),
            models.CheckConstraint(
                condition=~Q(people="") & ~Q(why=""), name="diversity_aim_says_who_and_why"
            ),
        ]

    def __str__(self) -> str:
        return self.people

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id


class Benchmark(models.Model):
    """One published Census 2021 share of an area's residents. Seeded, never written by the application."""

    area = models.CharField(max_length=60)
    area_code = models.CharField(max_length=9, blank=True)
    characteristic = models.CharField(max_length=30, choices=Characteristic)
    category = models.CharField(max_length=100)
    count = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.PositiveIntegerField(null=True, blank=True)
    tenths_of_percent = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=250)

    privacy = Privacy(
        public="id area area_code characteristic category count denominator tenths_of_percent source"
    )

    class Meta:
        verbose_name = _("Census figure")
        verbose_name_plural = _("Census figures")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "characteristic", "category"], name="census_figure_once"),
            models.CheckConstraint(condition=Q(tenths_of_percent__lte=1000), name="census_share_at_most_100"),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.category}"


class Release(AppendOnly):
    """What may be said about how many of an organisation's people answer equality questions (trust 6.3).

    Frozen and numbered; at most one a quarter. One that shows nothing is a release too: else the
    day on which figures can first be shown would tell who answered on that day.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="diversity_releases")
    number = models.PositiveIntegerField()
    quarter = models.CharField(max_length=7)
    outcome = models.CharField(max_length=7, choices=ReleaseOutcome)
    asked_rounded = models.PositiveIntegerField(null=True, blank=True)
    answered_rounded = models.PositiveIntegerField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    facts = FactsOf(OUTCOME_FACTS, "outcome")

    privacy = Privacy(
        internal="id organisation number quarter outcome asked_rounded answered_rounded made_by made_at"
    )

    class Meta:
        verbose_name = _("diversity release")
        verbose_name_plural = _("diversity releases")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="diversity_release_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "quarter"], name="one_diversity_release_a_quarter"
            ),
            models.CheckConstraint(
                condition=Q(quarter__regex=r"^[0-9]{4}-Q[1-4]$"), name="release_quarter_shape"
            ),
            models.CheckConstraint(
                condition=Q(outcome=ReleaseOutcome.TOO_FEW, asked_rounded=None, answered_rounded=None)
                | Q(outcome=ReleaseOutcome.MOST, asked_rounded__isnull=False, answered_rounded=None)
                | Q(
                    outcome=ReleaseOutcome.FIGURES,
                    asked_rounded__isnull=False,
                    answered_rounded__isnull=False,
                ),
                name="diversity_release_shows_what_it_may",
            ),
            models.CheckConstraint(
                condition=Q(asked_rounded=None) | Q(asked_rounded__gte=20), name="released_base_at_least_20"
            ),
            models.CheckConstraint(
                condition=Q(answered_rounded=None) | Q(answered_rounded__gte=20),
                name="released_answers_at_least_20",
            ),
            models.CheckConstraint(
                condition=Q(answered_rounded=None) | Q(answered_rounded__lte=F("asked_rounded")),
                name="no_more_answered_than_asked",
            ),
            AppendOnlyConstraint(name="diversity_release_append_only"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} ({self.number})"
