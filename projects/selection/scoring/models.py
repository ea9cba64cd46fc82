"""Points, each with a word why; locks, after which they stay; talks where scorers are far apart; the end.

A draft is its scorer's alone. Locked points count while the scorer has named no conflict with the text. All
of it goes with the text: when it is taken back, and on its promised day.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import TriggerConstraint
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.privacy import Privacy
from projects.selection.criteria.models import Criterion
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import PanelMember
from projects.selection.scoring.rules import MOST

LOCKED = (
    "EXISTS (SELECT 1 FROM {selection.Lock} k WHERE k.member_id = {row}.member_id"
    " AND k.expression_id = {row}.expression_id)"
)
KEPT = (
    "NOT EXISTS (SELECT 1 FROM {selection.Expression} e WHERE e.id = OLD.expression_id"
    " AND (e.status IN ('withdrawn', 'joined') OR e.forgotten_on IS NOT NULL))"
)
"""SQL: the text is neither taken back nor forgotten."""
CLOSED = (
    "EXISTS (SELECT 1 FROM {selection.ScoringEnd} r JOIN {selection.Expression} e"
    " ON e.opportunity_id = r.opportunity_id WHERE e.id = NEW.expression_id)"
)
MAY_NOT = (
    "NOT EXISTS (SELECT 1 FROM {selection.Declaration} d WHERE d.member_id = NEW.member_id"
    " AND d.expression_id = NEW.expression_id AND NOT d.conflict)"
)
KNOWS_WHO = (
    "EXISTS (SELECT 1 FROM {selection.PanelMember} m JOIN {people.Person} p ON p.id = m.person_id"
    " JOIN {selection.Expression} e ON e.opportunity_id = m.opportunity_id"
    " LEFT JOIN {selection.ExpressionAnswer} a ON a.expression_id = e.id"
    " LEFT JOIN {selection.Redaction} x ON x.answer_id = a.id"
    " LEFT JOIN {selection.ExpressionFile} f ON f.expression_id = e.id"
    " LEFT JOIN {selection.FileRedaction} y ON y.file_id = f.id"
    " WHERE m.id = NEW.member_id AND (x.done_by_id = p.account_id OR y.done_by_id = p.account_id"
    " OR (e.id = NEW.expression_id AND e.typed_by_id = p.account_id)))"
)
"""SQL: the scorer took out names here, or typed this one in for who rang."""
UNSAID = (
    "EXISTS (SELECT 1 FROM {selection.Criterion} c JOIN {selection.Expression} e"
    " ON e.opportunity_id = c.opportunity_id WHERE e.id = NEW.expression_id AND NOT EXISTS"
    " (SELECT 1 FROM {selection.Score} s WHERE s.member_id = NEW.member_id"
    " AND s.expression_id = NEW.expression_id AND s.criterion_id = c.id"
    " AND (s.abstained OR s.points IS NOT NULL)))"
)
"""SQL: a criterion has neither points nor "I cannot say"."""


class Score(models.Model):
    """What one scorer says about one text by one criterion: points, or that they cannot say; and why.

    Without either it is begun only: a draft keeps words as they are typed.
    """

    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="scores")
    expression = models.ForeignKey(Expression, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    abstained = models.BooleanField(_("cannot say"), default=False)
    sealed_why = models.TextField(blank=True)

    privacy = Privacy(internal="id member expression criterion points abstained", personal="sealed_why")
    encrypted = Encrypted(
        "sealed_why",
        bound_to=lambda row, field: f"selection.Score:{row.member_id}:{row.expression_id}:{row.criterion_id}",
    )

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "expression", "criterion"], name="scored_once"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__lte=MOST, abstained=False), name="score_known"
            ),
            TriggerConstraint(
                name="score_by_who_may",
                events=["insert", "update"],
                condition=f"{MAY_NOT} OR {KNOWS_WHO}",
                message="nobody scores whom they know, or where they saw names",
            ),
            TriggerConstraint(
                name="score_none_after_lock",
                events=["insert"],
                condition=f"{LOCKED} OR {CLOSED}",
                message="locked scores stay as they are",
            ),
            TriggerConstraint(
                name="score_stays_once_locked",
                events=["update"],
                condition=f"(OLD.member_id <> NEW.member_id OR OLD.expression_id <> NEW.expression_id"
                " OR OLD.criterion_id <> NEW.criterion_id OR OLD.abstained <> NEW.abstained"
                f" OR COALESCE(OLD.points, 9) <> COALESCE(NEW.points, 9)) AND {LOCKED}",
                message="locked scores stay as they are",
            ),
            TriggerConstraint(
                name="score_goes_with_its_text",
                events=["delete"],
                condition=f"{LOCKED} AND {KEPT}",
                message="locked scores stay as they are",
            ),
        ]
        indexes = [models.Index(fields=["expression", "criterion"], name="scores_of_expression")]

    def __str__(self) -> str:
        return f"score {self.pk}"


class Lock(models.Model):
    """One scorer has finished one text: their points stay, and they may see those of others on it."""

    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="locks")
    expression = models.ForeignKey(Expression, models.PROTECT, related_name="locks")
    locked_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id member expression locked_at")

    class Meta:
        verbose_name = _("lock of scores")
        verbose_name_plural = _("locks of scores")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "expression"], name="locked_once"),
            TriggerConstraint(
                name="lock_is_whole",
                events=["insert"],
                condition=f"{UNSAID} OR {MAY_NOT} OR {CLOSED}",
                message="scores are locked when each criterion has points or “I cannot say”",
            ),
            TriggerConstraint(
                name="lock_stays", events=["update"], condition="TRUE", message="a lock stays as it is"
            ),
            TriggerConstraint(
                name="lock_goes_with_its_text",
                events=["delete"],
                condition=KEPT,
                message="a lock stays as it is",
            ),
        ]
        indexes = [models.Index(fields=["expression"], name="locks_of_expression")]

    def __str__(self) -> str:
        return f"lock {self.pk}"


class Talk(models.Model):
    """What a panel said where its points on a text are far apart. All points stay; `settled_points` count."""

    expression = models.ForeignKey(Expression, models.PROTECT, related_name="talks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    sealed_note = models.TextField()
    settled_points = models.PositiveSmallIntegerField(_("points that count"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        internal="id expression criterion settled_points written_by written_at", personal="sealed_note"
    )
    encrypted = Encrypted(
        "sealed_note", bound_to=lambda row, field: f"selection.Talk:{row.expression_id}:{row.criterion_id}"
    )

    class Meta:
        verbose_name = _("talk about scores")
        verbose_name_plural = _("talks about scores")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["expression", "criterion"], name="talked_once"),
            models.CheckConstraint(
                condition=Q(settled_points=None) | Q(settled_points__lte=MOST), name="talk_settles_points"
            ),
            TriggerConstraint(
                name="talk_before_the_end",
                events=["insert"],
                condition=CLOSED,
                message="scoring has closed",
            ),
            TriggerConstraint(
                name="talk_stays_after_the_end",
                events=["update"],
                condition=f"COALESCE(OLD.settled_points, 9) <> COALESCE(NEW.settled_points, 9) AND {CLOSED}",
                message="scoring has closed",
            ),
        ]

    def __str__(self) -> str:
        return f"talk {self.pk}"


class ScoringEnd(models.Model):
    """Scoring of one opportunity is over: from now on names stand beside results."""

    opportunity = models.OneToOneField(Opportunity, models.PROTECT, related_name="scoring_end")
    closed_at = models.DateTimeField(default=clock.now)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    few_why = models.TextField(_("why fewer than two scored some texts"), blank=True)

    privacy = Privacy(internal="id opportunity closed_at closed_by few_why")

    class Meta:
        verbose_name = _("end of scoring")
        verbose_name_plural = _("ends of scoring")
        ordering = ["id"]
        constraints = [
            TriggerConstraint(
                name="scoring_end_stays",
                events=["update", "delete"],
                condition="TRUE",
                message="scoring ends once",
            )
        ]

    def __str__(self) -> str:
        return f"end of scoring {self.pk}"
