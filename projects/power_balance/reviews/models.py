"""A review of how equal it is, by both sides: who is asked, what each says, and what is found.

What one person says stands here only while the review is open. Closing it keeps what may be shown
and deletes the rest (docs/decisions/0008).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.power_balance.reviews.states import (
    FACTS,
    REVIEW_TRANSITIONS,
    Equal,
    Facts,
    ReviewState,
    ShownAs,
    Theme,
)
from projects.team.models import OfProjectQuerySet, Project
from projects.team.states import Side


class PowerReview(models.Model):
    """One review of a project. Both sides rate by a day; what was found is read once it is closed."""

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="power_reviews")
    status = models.CharField(_("status"), max_length=10, choices=ReviewState, default=ReviewState.OPEN)
    rate_by = models.DateField(_("by when"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    next_due_on = models.DateField(_("when is the next review due?"), null=True, blank=True)
    called_off_why = models.TextField(_("why it is called off"), blank=True)

    objects = OfProjectQuerySet.as_manager()
    transitions = REVIEW_TRANSITIONS

    privacy = Privacy(
        internal="id ref project status rate_by opened_by opened_at closed_by closed_at next_due_on"
        " called_off_why"
    )

    class Meta:
        verbose_name = _("power review")
        verbose_name_plural = _("power reviews")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ReviewState.values), name="power_review_status_known"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(status=ReviewState.OPEN), name="one_open_review_a_project"
            ),
            models.CheckConstraint(
                condition=Q(
                    status=ReviewState.CLOSED,
                    closed_by__isnull=False,
                    closed_at__isnull=False,
                    next_due_on__isnull=False,
                )
                | (~Q(status=ReviewState.CLOSED) & Q(closed_by=None, closed_at=None, next_due_on=None)),
                name="power_review_closed_by_when_and_next",
            ),
            models.CheckConstraint(
                condition=Q(status=ReviewState.CALLED_OFF) & ~Q(called_off_why="")
                | (~Q(status=ReviewState.CALLED_OFF) & Q(called_off_why="")),
                name="power_review_called_off_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "-id"], name="power_reviews_of_project")]

    def __str__(self) -> str:
        return str(_("power review"))

    @property
    def facts(self) -> Facts:
        """What pages need to know of its state."""
        return FACTS[ReviewState(self.status)]

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id


class ReviewRater(models.Model):
    """Somebody who was on the project when its review was opened, and was asked to rate."""

    review = models.ForeignKey(PowerReview, models.CASCADE, related_name="raters")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)
    rated_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(internal="id review person side rated_at")

    class Meta:
        verbose_name = _("person asked in a power review")
        verbose_name_plural = _("people asked in power reviews")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="asked_once_a_review"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="review_rater_side_known"),
        ]

    def __str__(self) -> str:
        return str(_("how equal it feels"))

    @property
    def ref(self) -> str:
        """Where a promise about rating leads: to the review."""
        return self.review.ref

    @property
    def project_id(self) -> int:
        return self.review.project_id

    @property
    def organisation_id(self) -> int:
        return self.review.organisation_id


class PowerRating(models.Model):
    """What one person says of one theme. Nobody else reads it; it is deleted when the review closes."""

    rater = models.ForeignKey(ReviewRater, models.CASCADE, related_name="ratings")
    theme = models.CharField(max_length=9, choices=Theme)
    equal = models.PositiveSmallIntegerField(choices=Equal)
    words = models.TextField(blank=True)
    may_quote = models.BooleanField(default=False)  # whether the author lets both sides read the words

    privacy = Privacy(internal="id rater theme", personal="equal words may_quote")

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["rater", "theme"], name="a_theme_rated_once"),
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="power_rating_theme_known"),
            models.CheckConstraint(condition=Q(equal__in=Equal.values), name="power_rating_answer_known"),
            models.CheckConstraint(
                condition=Q(may_quote=False) | ~Q(words=""), name="power_rating_quotes_words"
            ),
        ]

    def __str__(self) -> str:
        return self.get_theme_display()


class ReviewResult(AppendOnly):
    """What one side says of one theme, as far as it may be shown. Written when a review closes.

    `halves` counts half steps: 2 is "not at all equal", 10 "fully equal".
    """

    review = models.ForeignKey(PowerReview, models.PROTECT, related_name="results")
    theme = models.CharField(max_length=9, choices=Theme)
    side = models.CharField(max_length=12, choices=Side)
    answered = models.PositiveSmallIntegerField()
    shown_as = models.CharField(max_length=7, choices=ShownAs)
    halves = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.JSONField(default=list, blank=True)

    privacy = Privacy(internal="id review theme side answered shown_as halves", personal="words")

    class Meta:
        verbose_name = _("result of a power review")
        verbose_name_plural = _("results of power reviews")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "theme", "side"], name="one_result_a_theme_and_side"),
            models.CheckConstraint(
                condition=Q(theme__in=Theme.values, side__in=Side.values, shown_as__in=ShownAs.values),
                name="review_result_known",
            ),
            models.CheckConstraint(
                condition=Q(shown_as=ShownAs.NOTHING, halves=None)
                | Q(shown_as=ShownAs.COARSE, answered=2, halves__in=(3, 6, 9))
                | Q(shown_as=ShownAs.AVERAGE, answered__gte=3, halves__gte=2, halves__lte=10),
                name="review_result_protects_small_groups",
            ),
            AppendOnlyConstraint(name="review_result_append_only"),
        ]

    def __str__(self) -> str:
        return f"{self.get_theme_display()} ({self.get_side_display()})"
