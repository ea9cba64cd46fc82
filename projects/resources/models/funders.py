"""Who gives the money, from when to when, and what it may be spent on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.resources.states import BudgetCategory, Outside
from projects.team.models import Project


class Funder(models.Model):
    """One source of money of a project. `pays_for` holds categories, with spaces; empty is everything.

    `year_starts_in` is the month (1 to 12) in which the funder's own financial year begins.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="funders")
    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("money can be spent from"))
    ends_on = models.DateField(_("money can be spent until"))
    year_starts_in = models.PositiveSmallIntegerField(_("month their financial year starts"), default=4)
    pays_for = models.CharField(_("what it may pay for"), max_length=300, blank=True)
    outside = models.CharField(
        _("when a line is for something else"), max_length=6, choices=Outside, default=Outside.REFUSE
    )

    privacy = Privacy(internal="id ref project name starts_on ends_on year_starts_in pays_for outside")

    class Meta:
        verbose_name = _("funder")
        verbose_name_plural = _("funders")
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="funder_named_once_a_project"),
            models.CheckConstraint(condition=~Q(name=""), name="funder_has_a_name"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="funder_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(year_starts_in__gte=1, year_starts_in__lte=12),
                name="funder_year_starts_in_a_month",
            ),
            models.CheckConstraint(condition=Q(outside__in=Outside.values), name="funder_outside_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def categories(self) -> list[BudgetCategory]:
        """What it may pay for; empty when it may pay for everything."""
        return [BudgetCategory(value) for value in self.pays_for.split()]

    def pays(self, category: str) -> bool:
        """Say whether money of this funder may be spent on a category."""
        return not self.pays_for or category in self.pays_for.split()
