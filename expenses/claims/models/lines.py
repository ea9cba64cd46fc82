import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import TriggerConstraint
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.pages.presenters import short_date
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from coproduce.foundation.uploads.files import StoredUpload
from expenses.claims.models.claims import Claim, not_by_claimant_or_relative
from expenses.claims.states import (
    LINE_FACTS,
    LINE_TRANSITIONS,
    NEVER_PAID,
    PAYABLE,
    ClaimState,
    Kind,
    LineDecision,
    MarkKind,
    Part,
    SupporterCost,
)
from expenses.policies.models import MileageRate, Rate
from expenses.policies.states import ALLOWANCES, BY_RATE, Category, Vehicle

# A fee may be lowered or turned down by its person's own wish, and a line set apart in a claim of theirs.
APPROVED_CHANGES = """
OLD.status = 'approved' AND (
    NEW.amount_pence > OLD.amount_pence OR (NEW.amount_pence < OLD.amount_pence AND OLD.kind <> 'fee')
    OR NEW.kind <> OLD.kind OR NEW.category <> OLD.category OR NEW.activity_date <> OLD.activity_date
    OR NEW.decided_by_id <> OLD.decided_by_id OR NEW.decided_at <> OLD.decided_at
    OR NEW.status = 'pending'
    OR (NEW.claim_id <> OLD.claim_id AND
        (SELECT person_id FROM {claims.Claim} WHERE id = NEW.claim_id) <>
        (SELECT person_id FROM {claims.Claim} WHERE id = OLD.claim_id))
)
"""


class ClaimLineQuerySet(models.QuerySet["ClaimLine"]):
    def payable(self, organisation: Any) -> Self:
        """Approved lines that are in no live payment: their claim is approved, or its payment came back."""
        return self.filter(
            claim__organisation=organisation, claim__status__in=PAYABLE, status=LineDecision.APPROVED
        ).order_by("claim_id", "id")

    def counted(self) -> Self:
        """Lines that were or may still be paid: what counts towards a mileage threshold."""
        return self.exclude(claim__status__in=NEVER_PAID).exclude(status=LineDecision.REFUSED)

    def for_day(
        self, claim: Claim, day: dt.date, *, before: "ClaimLine | None", drafts: bool = False
    ) -> Self:
        """Lines for one day of a claim's person and organisation that may be paid, with the claim's own.

        `before` leaves those typed before a line. With `drafts` those of other unsent claims count too:
        what somebody wants at most for a day counts all they typed, a limit of the policy what was sent.
        """
        never = (ClaimState.REFUSED, ClaimState.WITHDRAWN) if drafts else NEVER_PAID
        same = self.filter(
            claim__person=claim.person_id, claim__organisation=claim.organisation_id, activity_date=day
        )
        live = same.exclude(status=LineDecision.REFUSED).exclude(~Q(claim=claim.pk), claim__status__in=never)
        return live.filter(pk__lt=before.pk) if before else live

    def pence(self) -> int:
        """Return what these lines come to together."""
        return self.aggregate(sum=Sum("amount_pence", default=0))["sum"]


class ClaimLine(models.Model):
    """One amount in a claim. `status` is the decision on this line; amounts are whole pence."""

    ref = RefField()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="lines")
    part = models.CharField(_("asked on a short page"), max_length=11, choices=Part, blank=True)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    category = models.CharField(_("what it is for"), max_length=20, choices=Category)
    activity_date = models.DateField(_("date"))
    description = models.CharField(_("details"), max_length=200, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    miles_tenths = models.PositiveIntegerField(_("miles, in tenths"), null=True, blank=True)
    vehicle = models.CharField(_("vehicle"), max_length=10, choices=Vehicle, blank=True)
    from_place = models.CharField(_("from"), max_length=120, blank=True)
    to_place = models.CharField(_("to"), max_length=120, blank=True)
    return_journey = models.BooleanField(_("there and back"), default=False)
    passengers = models.PositiveSmallIntegerField(_("passengers"), default=0)
    passenger_names = models.CharField(_("who travelled with them"), max_length=200, blank=True)
    provider_number = models.CharField(_("registration number of the provider"), max_length=40, blank=True)
    care_from = models.TimeField(_("care from"), null=True, blank=True)
    care_to = models.TimeField(_("care until"), null=True, blank=True)
    hourly_pence = models.PositiveIntegerField(_("paid an hour, in pence"), null=True, blank=True)
    supporter_cost = models.CharField(_("what for"), max_length=6, choices=SupporterCost, blank=True)
    number = models.PositiveSmallIntegerField(_("how many"), default=1)
    amount_pence = models.PositiveIntegerField(_("amount in pence"))
    spent_pence = models.PositiveIntegerField(
        _("what was paid, in pence"),
        null=True,
        blank=True,
        help_text=_("Only where the policy pays less than that."),
    )
    covered_pence = models.PositiveIntegerField(_("already given as an advance"), default=0, db_default=0)
    explanation = models.TextField(_("how it was worked out"), blank=True)
    rate = models.ForeignKey(Rate, models.PROTECT, null=True, blank=True, related_name="lines")
    mileage_rate = models.ForeignKey(MileageRate, models.PROTECT, null=True, blank=True, related_name="lines")
    no_receipt_because = models.CharField(_("why there is no receipt"), max_length=200, blank=True)
    status = models.CharField(_("decision"), max_length=8, choices=LineDecision, default=LineDecision.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ClaimLineQuerySet.as_manager()
    transitions = LINE_TRANSITIONS
    facts = FactsOf(LINE_FACTS)

    privacy = Privacy(
        internal="id ref claim part kind category activity_date minutes miles_tenths vehicle return_journey"
        " passengers hourly_pence supporter_cost number amount_pence spent_pence covered_pence rate"
        " mileage_rate status decided_by decided_at",
        personal="description from_place to_place explanation no_receipt_because decided_why passenger_names"
        " provider_number care_from care_to",
    )

    class Meta:
        verbose_name = _("claim line")
        verbose_name_plural = _("claim lines")
        ordering = ["activity_date", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="claim_line_amount_above_zero"),
            models.CheckConstraint(
                condition=Q(spent_pence=None) | Q(kind=Kind.EXPENSE, spent_pence__gt=F("amount_pence")),
                name="claim_line_spent_more_than_is_paid",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="claim_line_number_is_one_or_more"),
            # A fee is income whatever was given before: only what somebody paid for is covered.
            models.CheckConstraint(
                condition=Q(covered_pence=0)
                | Q(kind=Kind.EXPENSE, status=LineDecision.APPROVED, covered_pence__lte=F("amount_pence")),
                name="claim_line_covered_within_amount",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="claim_line_kind_known"),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="claim_line_category_known"
            ),
            models.CheckConstraint(
                condition=Q(category=Category.FEE, kind=Kind.FEE)
                | Q(category__in=[*ALLOWANCES], kind=Kind.ALLOWANCE)
                | (~Q(category__in=BY_RATE) & Q(kind=Kind.EXPENSE)),
                name="claim_line_kind_fits_category",
            ),
            models.CheckConstraint(
                condition=(Q(category=Category.MILEAGE, miles_tenths__gt=0) & ~Q(vehicle=""))
                | (~Q(category=Category.MILEAGE) & Q(miles_tenths=None, vehicle="", passengers=0)),
                name="claim_line_miles_belong_to_mileage",
            ),
            models.CheckConstraint(
                condition=Q(care_from=None, care_to=None)
                | Q(category=Category.REPLACEMENT_CARE, care_to__gt=F("care_from")),
                name="claim_line_care_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(part__in=["", *Part.values]), name="claim_line_part_known"),
            models.UniqueConstraint(
                fields=["claim", "part"], condition=~Q(part=""), name="claim_page_answered_by_one_line"
            ),
            models.CheckConstraint(
                condition=Q(status__in=LineDecision.values), name="claim_line_decision_known"
            ),
            models.CheckConstraint(
                condition=Q(status=LineDecision.PENDING, decided_by=None, decided_at=None, decided_why="")
                | (~Q(status=LineDecision.PENDING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="claim_line_decision_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=LineDecision.REFUSED) | ~Q(decided_why=""),
                name="claim_line_refused_with_reason",
            ),
            *not_by_claimant_or_relative("claim_line", claim="NEW.claim_id"),
            TriggerConstraint(
                name="claim_line_approved_stays",
                events=["update"],
                condition=APPROVED_CHANGES,
                message="what was approved stays as it was",
            ),
            TriggerConstraint(
                name="claim_line_approved_is_kept",
                events=["delete"],
                condition="OLD.status = 'approved'",
                message="what was approved is kept",
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "status"], name="claim_line_of_claim"),
            models.Index(fields=["activity_date", "category", "amount_pence"], name="claim_line_twins"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def words(self) -> str:
        """What it is for, and when, in a few words."""
        return f"{self.description or self.get_category_display()}, {short_date(self.activity_date)}"

    @property
    def is_cost(self) -> bool:
        """Whether it is what somebody paid, so that there may be a receipt."""
        return self.kind == Kind.EXPENSE

    @property
    def left_pence(self) -> int:
        """What is still to pay, when the person had a part of it before."""
        return self.amount_pence - self.covered_pence


class ClaimMark(models.Model):
    """A kind of mark a claim had when it was sent: what a list is narrowed by. A claim without is plain."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="marks")
    kind = models.CharField(_("something to check"), max_length=12, choices=MarkKind)

    privacy = Privacy(internal="id claim kind")

    class Meta:
        verbose_name = _("thing to check on a claim")
        verbose_name_plural = _("things to check on claims")
        ordering = ["claim", "id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "kind"], name="claim_marked_once_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=MarkKind.values), name="claim_mark_kind_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Receipt(StoredUpload):
    """A photo or PDF that shows what was paid."""

    ref = RefField()
    line = models.ForeignKey(ClaimLine, models.CASCADE, related_name="receipts")
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    privacy = StoredUpload.privacy + Privacy(internal="id ref line added_at added_by")

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["id"]
