import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy


class Outcome(models.TextChoices):
    """What somebody declared. Never a document: the outcome and the day are all we keep."""

    NOT_PUBLIC = "not_public", _("No full-time job in the public sector")
    UNRELATED = "unrelated", _("Full-time public sector job, unrelated and in their own time")
    COSTS_ONLY = "costs_only", _("Full-time public sector job: normally costs only")


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


def outcome_of(*, full_time: bool, unrelated: bool, own_time: bool) -> str:
    """Return what the answers come to: both ticks are needed (NIHR-DC; NETSCC)."""
    if not full_time:
        return Outcome.NOT_PUBLIC
    return Outcome.UNRELATED if unrelated and own_time else Outcome.COSTS_ONLY


def declared(person: Person, day: dt.date) -> Declaration | None:
    """Return what a person declared for the tax year of a day."""
    return Declaration.objects.filter(person=person, year_start=clock.tax_year_start(day)).first()
