from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import (
    TriggerConstraint,
    moves_only,
)
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from coproduce.foundation.transitions import steps_of
from expenses.payments.states import (
    RUN_FACTS,
    TRANSITIONS,
    Method,
    RunState,
)


def who() -> models.ForeignKey[Any, Any]:
    """A column for the account that took a step."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )


def paired(step: str) -> models.CheckConstraint:
    """The rule that who took a step and when stand together."""
    return models.CheckConstraint(
        condition=Q(**{f"{step}_by": None, f"{step}_at": None})
        | Q(**{f"{step}_by__isnull": False, f"{step}_at__isnull": False}),
        name=f"run_{step}_has_who_and_when",
    )


# Asked when the one who releases is written, and no more: who is paid may be given an account later.
PAYS_WHO_RELEASES = """
NEW.released_by_id IS NOT NULL AND (OLD.released_by_id IS NULL OR OLD.released_by_id <> NEW.released_by_id)
AND EXISTS (
    SELECT 1 FROM {payments.Payment} payment
    JOIN {people.Person} person ON person.id = payment.person_id
    WHERE payment.run_id = NEW.id AND payment.live AND person.account_id = NEW.released_by_id
)
"""


class PaymentRunQuerySet(models.QuerySet["PaymentRun"]):
    def visible_to(self, user: User) -> Self:
        """Runs of organisations where the user looks after payments."""
        return self.filter(organisation__in=user.organisation_ids("see_payments"))


class PaymentRun(models.Model):
    """A batch of payments of one organisation, frozen when it is made, released by a second person."""

    ref = RefField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="payment_runs")
    number = models.PositiveIntegerField(_("number"))
    method = models.CharField(_("paid"), max_length=4, choices=Method, default=Method.BANK)
    status = models.CharField(_("status"), max_length=9, choices=RunState, default=RunState.DRAFT)
    status_since = models.DateTimeField(default=clock.now)
    statement_reference = models.CharField(_("name on bank statements"), max_length=18)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    locked_by, locked_at = who(), models.DateTimeField(null=True, blank=True)
    released_by, released_at = who(), models.DateTimeField(null=True, blank=True)
    exported_by, exported_at = who(), models.DateTimeField(null=True, blank=True)
    recorded_by, recorded_at = who(), models.DateTimeField(null=True, blank=True)
    cancelled_by, cancelled_at = who(), models.DateTimeField(null=True, blank=True)
    cancelled_why = models.TextField(blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    # Totals of the live payments, kept here so that a list of runs costs nothing (whole pence).
    payment_count = models.PositiveIntegerField(default=0)
    fee_pence = models.PositiveBigIntegerField(default=0)
    expense_pence = models.PositiveBigIntegerField(default=0)
    allowance_pence = models.PositiveBigIntegerField(default=0)

    objects = PaymentRunQuerySet.as_manager()
    transitions = TRANSITIONS
    facts = FactsOf(RUN_FACTS)

    privacy = Privacy(
        internal="id ref organisation number method status status_since statement_reference made_by made_at"
        " locked_by locked_at released_by released_at exported_by exported_at recorded_by recorded_at"
        " cancelled_by cancelled_at cancelled_why paid_on payment_count fee_pence expense_pence"
        " allowance_pence"
    )

    class Meta:
        verbose_name = _("payment run")
        verbose_name_plural = _("payment runs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="run_number_once"),
            models.CheckConstraint(condition=Q(status__in=RunState.values), name="run_status_known"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="run_method_known"),
            models.CheckConstraint(
                condition=~Q(released_by=F("made_by")) & ~Q(released_by=F("locked_by")),
                name="run_released_by_a_second_person",
            ),
            *(paired(step) for step in ("locked", "released", "exported", "recorded", "cancelled")),
            models.CheckConstraint(
                condition=Q(status__in=[RunState.DRAFT, RunState.CANCELLED]) | Q(locked_at__isnull=False),
                name="run_beyond_draft_was_locked",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[RunState.DRAFT, RunState.LOCKED, RunState.CANCELLED])
                | Q(released_at__isnull=False),
                name="run_beyond_locked_was_released",
            ),
            models.CheckConstraint(
                condition=~Q(status=RunState.RECORDED) | Q(paid_on__isnull=False, recorded_at__isnull=False),
                name="run_recorded_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status=RunState.CANCELLED, cancelled_at__isnull=False) & ~Q(cancelled_why="")
                | (~Q(status=RunState.CANCELLED) & Q(cancelled_at=None, cancelled_why="")),
                name="run_cancelled_with_a_reason",
            ),
            moves_only("run_moves_forward", field="status", steps=steps_of(TRANSITIONS)),
            TriggerConstraint(
                name="run_not_released_to_oneself",
                events=["update"],
                condition=PAYS_WHO_RELEASES,
                message="nobody releases a payment to themselves",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="run_of_organisation")]

    def __str__(self) -> str:
        return str(_("Run %(number)s") % {"number": self.number})

    @property
    def total_pence(self) -> int:
        return self.fee_pence + self.expense_pence + self.allowance_pence
