from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import (
    AppendOnlyConstraint,
    TriggerConstraint,
    WrittenOnceConstraint,
    moves_only,
)
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.states import Kind
from expenses.payees.models import BankDetails
from expenses.payees.states import Route
from expenses.payments.runs.models.runs import PaymentRun
from expenses.payments.states import (
    RESULT_FACTS,
    RESULT_STEPS,
    Reason,
    Result,
)

# Asked at the end of the transaction: lines are let go first, then their payment.
LIVES_APART = """
EXISTS (
    SELECT 1 FROM {payments.Payment} payment
    WHERE payment.id = NEW.payment_id AND payment.live <> NEW.live
)
"""
CHANGES, PAYEE = ["live", "result"], ["payee_name", "charity"]


class PaymentQuerySet(models.QuerySet["Payment"]):
    def live(self) -> Self:
        """Payments that are to be made or were made: not held back, cancelled or sent back."""
        return self.filter(live=True)

    def with_parts(self) -> Self:
        """Each with `fee_pence`, `expense_pence` and `allowance_pence`."""
        lines = PaymentLine.objects.filter(payment=OuterRef("pk")).order_by().values("payment")
        sums = {kind: lines.filter(kind=kind).annotate(n=Sum("amount_pence")).values("n") for kind in Kind}
        return self.annotate(**{f"{kind}_pence": Coalesce(Subquery(rows), 0) for kind, rows in sums.items()})

    def of(self, person: Person) -> Self:
        """Payments to one public contributor that left the bank."""
        return self.filter(person=person, result__in=[Result.PAID, Result.BOUNCED])


class Payment(models.Model):
    """One sum to one person for one claim, copied from the claim when the run was made.

    It shows as one line on the person's bank statement; what it is made of stands in PaymentLine.
    All but `live` and `result` are frozen by the database.
    """

    run = models.ForeignKey(PaymentRun, models.PROTECT, related_name="payments")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="payments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="payments")
    payee_name = models.CharField(_("to"), max_length=120)
    amount_pence = models.PositiveIntegerField(_("amount"))
    method = models.CharField(_("how"), max_length=7, choices=Route)
    charity = models.CharField(_("charity"), max_length=120, blank=True)
    bank_details = models.ForeignKey(
        BankDetails, models.PROTECT, null=True, blank=True, related_name="payments"
    )
    reference = models.CharField(_("reference"), max_length=18)
    again = models.BooleanField(_("paid again after it came back"), default=False)
    live = models.BooleanField(default=True)
    result = models.CharField(_("result"), max_length=7, choices=Result, default=Result.NONE)

    objects = PaymentQuerySet.as_manager()
    facts = FactsOf(RESULT_FACTS, "result")

    privacy = Privacy(
        internal="id run claim person amount_pence bank_details reference again live result",
        personal="payee_name method charity",
    )

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "claim"], name="claim_once_in_a_run"),
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="payment_above_zero"),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="payment_result_known"),
            models.CheckConstraint(
                condition=Q(method=Route.BANK, bank_details__isnull=False)
                | (~Q(method=Route.BANK) & Q(bank_details=None)),
                name="payment_by_bank_has_details",
            ),
            models.CheckConstraint(
                condition=Q(result=Result.NONE)
                | Q(result=Result.PAID, live=True)
                | Q(result__in=[Result.BOUNCED, Result.HELD], live=False),
                name="payment_live_fits_its_result",
            ),
            WrittenOnceConstraint(name="payment_written_once", except_fields=CHANGES, erasable=PAYEE),
            moves_only("payment_result_moves_forward", field="result", steps=RESULT_STEPS),
        ]
        indexes = [
            models.Index(fields=["run", "id"], name="payment_of_run"),
            models.Index(fields=["claim", "-id"], name="payment_of_claim"),
            models.Index(fields=["person", "-id"], name="payment_of_person"),
            models.Index(fields=["claim"], condition=Q(result=Result.BOUNCED), name="payment_came_back"),
        ]

    def __str__(self) -> str:
        return self.reference


class PaymentLine(models.Model):
    """One approved claim line in a payment. Fees and expenses stay apart for ever (whole pence)."""

    run = models.ForeignKey(PaymentRun, models.PROTECT, related_name="lines")
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="lines")
    claim_line = models.ForeignKey(ClaimLine, models.PROTECT, related_name="payment_lines")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    amount_pence = models.PositiveIntegerField(_("amount"))
    live = models.BooleanField(default=True)

    privacy = Privacy(internal="id run payment claim_line kind amount_pence live")

    class Meta:
        verbose_name = _("payment line")
        verbose_name_plural = _("payment lines")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim_line"], condition=Q(live=True), name="one_live_payment_a_claim_line"
            ),
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="payment_line_above_zero"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="payment_line_kind_known"),
            WrittenOnceConstraint(name="payment_line_written_once", except_fields=["live"]),
            TriggerConstraint(
                name="payment_line_lives_with_its_payment",
                events=["update"],
                condition=LIVES_APART,
                message="a line is paid with its payment, or not at all",
                deferred=True,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_pence}"


class LeftOut(AppendOnly):
    """An approved claim that a run had to leave out, and why."""

    run = models.ForeignKey(PaymentRun, models.PROTECT, related_name="left_out")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=11, choices=Reason)

    privacy = Privacy(internal="id run claim", personal="reason")

    class Meta:
        verbose_name = _("claim left out of a run")
        verbose_name_plural = _("claims left out of runs")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "claim"], name="left_out_once"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="left_out_reason_known"),
            AppendOnlyConstraint(name="left_out_append_only"),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class PaymentResult(AppendOnly):
    """What became of a payment, as told by the bank or decided by finance."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="results")
    result = models.CharField(_("result"), max_length=7, choices=Result)
    on = models.DateField(_("on"))
    why = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id payment result on by at", personal="why")

    class Meta:
        verbose_name = _("payment result")
        verbose_name_plural = _("payment results")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "result"], name="payment_result_once"),
            models.CheckConstraint(
                condition=Q(result=Result.PAID) | ~Q(why=""), name="payment_result_says_why"
            ),
            AppendOnlyConstraint(name="payment_result_append_only", erasable=["why"]),
        ]

    def __str__(self) -> str:
        return self.get_result_display()
