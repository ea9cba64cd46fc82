"""What is said to everybody with the same outcome."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.privacy import Privacy
from projects.selection.interest.states import Outcome
from projects.selection.opportunities.models import Opportunity


class OutcomeText(models.Model):
    """The words for one outcome of one opportunity. They name nobody: many people get them."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="outcome_texts")
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome)
    words = models.TextField(_("what you say"))

    privacy = Privacy(internal="id opportunity outcome words")

    class Meta:
        verbose_name = _("words for an outcome")
        verbose_name_plural = _("words for outcomes")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "outcome"], name="one_text_an_outcome"),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values) & ~Q(words=""), name="outcome_text_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
