"""What somebody answers to our question about a claim, and a second look at what was refused."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint, TriggerConstraint
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from expenses.claims.models.claims import Claim

BY_WHO_REFUSED = """
NEW.looked_by_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM {claims.Claim} claim
    WHERE claim.id = NEW.claim_id AND claim.decided_by_id = NEW.looked_by_id
)
"""


class ClaimAnswer(AppendOnly):
    """A question and what was answered. `said_by`: the person, a helper, or who wrote it down."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="answers")
    question = models.TextField(_("question"))
    words = models.TextField(_("answer"))
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id claim said_by said_at", personal="question words")

    class Meta:
        verbose_name = _("answer about a claim")
        verbose_name_plural = _("answers about claims")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="claim_answer_says_something"),
            AppendOnlyConstraint(name="claim_answer_append_only", erasable=["question", "words"]),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class SecondLook(models.Model):
    """Somebody does not agree with a refusal: a colleague of who refused looks at it again."""

    ref = RefField()
    claim = models.OneToOneField(Claim, models.PROTECT, related_name="second_look")
    words = models.TextField(_("why they do not agree"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    stands = models.BooleanField(_("the refusal stands"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    looked_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        internal="id ref claim asked_by asked_at stands looked_by looked_at", personal="words answer"
    )

    class Meta:
        verbose_name = _("second look at a claim")
        verbose_name_plural = _("second looks at claims")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(looked_at=None, looked_by=None, stands=None, answer="")
                | Q(looked_at__isnull=False, looked_by__isnull=False, stands__isnull=False) & ~Q(answer=""),
                name="second_look_has_who_when_and_why",
            ),
            TriggerConstraint(
                name="second_look_by_somebody_else",
                events=["insert", "update"],
                condition=BY_WHO_REFUSED,
                message="somebody else looks again at what was refused",
            ),
        ]

    def __str__(self) -> str:
        return f"second look {self.ref}"

    @property
    def organisation_id(self) -> int:
        """Whose it is to look again."""
        return self.claim.organisation_id
