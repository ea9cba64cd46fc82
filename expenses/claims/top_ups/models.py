from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.history import event_types
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from expenses.claims.models.lines import ClaimLine
from expenses.policies.models import Policy

event_types.register(
    {
        "made because rates have changed": _("made because rates have changed"),
        "priced again because rates have changed": _("priced again because rates have changed"),
    }
)


class TopUp(AppendOnly):
    """That a line of a claim pays the difference for an older line, whose rate was changed afterwards.

    One for each older line and policy, so a batch that runs twice makes nothing more, and what an
    approver refused is not made again. Whole pence: `before_pence` with earlier top-ups.
    """

    original = models.ForeignKey(ClaimLine, models.PROTECT, related_name="top_ups")
    line = models.OneToOneField(ClaimLine, models.PROTECT, related_name="tops_up")
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    before_pence = models.PositiveIntegerField(_("already paid or approved"))
    today_pence = models.PositiveIntegerField(_("at the current rates"))
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id original line policy before_pence today_pence made_at")

    class Meta:
        verbose_name = _("top-up")
        verbose_name_plural = _("top-ups")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["original", "policy"], name="one_top_up_a_line_and_policy"),
            models.CheckConstraint(
                condition=Q(today_pence__gt=F("before_pence")), name="top_up_is_in_the_persons_favour"
            ),
            models.CheckConstraint(condition=~Q(original=F("line")), name="top_up_of_another_line"),
            AppendOnlyConstraint(name="top_up_append_only"),
        ]

    def __str__(self) -> str:
        return f"{self.original_id}: {self.before_pence} to {self.today_pence}"
