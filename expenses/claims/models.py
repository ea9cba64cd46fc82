from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.models import Organisation, Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from coproduce.foundation.uploads import StoredUpload
from expenses.claims.states import (
    LINE_MOVES,
    MOVES,
    NEVER_PAID,
    PAYABLE,
    UNPAID,
    ClaimState,
    Kind,
    LineDecision,
)
from expenses.policies.models import MileageRate, Rate
from expenses.policies.states import Category, Vehicle
from projects.meetings.models import Meeting
from projects.models import Project


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Claims staff may see: all that were sent where they look after claims."""
        return self.filter(organisation__in=user.organisation_ids("see_claims")).exclude(sent_at=None)

    def of(self, person: Any) -> Self:
        """The claims of one public contributor."""
        return self.filter(person=person)

    def writable_by(self, user: Any) -> Self:
        """The claims a signed-in person writes: their own, and those they type for somebody."""
        return self.filter(Q(person=user.person) | Q(typed_by=user))

    def late(self) -> Self:
        """Claims that should have been paid by now."""
        late = self.filter(status__in=UNPAID, pay_by__lt=clock.today())
        return late.exclude(fee_wait__isnull=False, fee_wait__not_before=None)


class Claim(models.Model):
    """What one person asks one organisation to pay, for one occasion."""

    ref = RefField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="claims")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="claims")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="claims")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="claims")
    about = models.CharField(_("what it is for"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=ClaimState, default=ClaimState.DRAFT)
    status_since = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(default=clock.now)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The member of staff who typed it for the person."),
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    pay_by = models.DateField(_("to be paid by"), null=True, blank=True)
    question = models.TextField(_("our question"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="split_off",
        help_text=_("Lines we had to ask about wait here, so that the others are paid."),
    )

    objects = ClaimQuerySet.as_manager()
    moves = MOVES

    privacy = Privacy(
        internal="id ref person organisation project meeting status status_since made_at typed_by"
        " sent_at pay_by decided_by decided_at paid_at split_from",
        personal="about question",
    )

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ClaimState.values), name="claim_status_known"),
            models.CheckConstraint(
                condition=Q(sent_at=None, pay_by=None) | Q(sent_at__isnull=False, pay_by__isnull=False),
                name="claim_sent_has_a_day_to_pay",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[ClaimState.DRAFT, ClaimState.WITHDRAWN]) | Q(sent_at__isnull=False),
                name="claim_beyond_draft_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="claim_decision_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "sent", "returned", "withdrawn"])
                | Q(decided_at__isnull=False),
                name="claim_beyond_sent_was_decided",
            ),
            # Typed for somebody and decided by the same hand is one person doing both. That nobody
            # decides on their own claim spans two tables: a trigger keeps it (migration 0003).
            models.CheckConstraint(
                condition=~Q(decided_by=F("typed_by")), name="claim_not_decided_by_its_typist"
            ),
            models.CheckConstraint(
                condition=Q(status=ClaimState.PAID, paid_at__isnull=False)
                | (~Q(status=ClaimState.PAID) & Q(paid_at=None)),
                name="claim_paid_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-sent_at", "-id"], name="claim_newest_first"),
            models.Index(fields=["organisation", "pay_by", "id"], name="claim_most_urgent_first"),
            models.Index(fields=["organisation", "status", "-sent_at"], name="claim_by_status"),
            models.Index(fields=["person", "-id"], name="claim_of_person"),
            models.Index(fields=["project", "status"], name="claim_of_project"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def title(self) -> str:
        """What it is for, in a few words: needs `project` and `meeting` to be loaded."""
        return self.about or str(self.meeting or self.project or _("Claim"))

    @property
    def can_be_changed(self) -> bool:
        return self.status in (ClaimState.DRAFT, ClaimState.RETURNED)

    @property
    def is_unpaid(self) -> bool:
        """Whether we owe the money and have promised a day."""
        return self.status in UNPAID and not self.is_undecided

    @property
    def is_undecided(self) -> bool:
        """Whether its fee waits for the person: no day is promised. Needs `fee_wait` to be loaded."""
        wait = getattr(self, "fee_wait", None)
        return wait is not None and wait.not_before is None

    @property
    def is_late(self) -> bool:
        return self.is_unpaid and self.pay_by < clock.today()


class ClaimLineQuerySet(models.QuerySet):
    def payable(self, organisation: Any) -> Self:
        """Approved lines that are in no live payment: their claim is approved, or its payment came back."""
        return self.filter(
            claim__organisation=organisation, claim__status__in=PAYABLE, status=LineDecision.APPROVED
        ).order_by("claim_id", "id")

    def counted(self) -> Self:
        """Lines that were or may still be paid: what counts towards a mileage threshold."""
        return self.exclude(claim__status__in=NEVER_PAID).exclude(status=LineDecision.REFUSED)


class ClaimLine(models.Model):
    """One amount in a claim. `status` is the decision on this line; amounts are whole pence."""

    ref = RefField()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="lines")
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
    amount_pence = models.PositiveIntegerField(_("amount in pence"))
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
    moves = LINE_MOVES

    privacy = Privacy(
        internal="id ref claim kind category activity_date minutes miles_tenths vehicle return_journey"
        " passengers amount_pence rate mileage_rate status decided_by decided_at",
        personal="description from_place to_place explanation no_receipt_because decided_why",
    )

    class Meta:
        verbose_name = _("claim line")
        verbose_name_plural = _("claim lines")
        ordering = ["activity_date", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="claim_line_amount_above_zero"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="claim_line_kind_known"),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="claim_line_category_known"
            ),
            models.CheckConstraint(
                condition=Q(category=Category.FEE, kind=Kind.FEE)
                | Q(category=Category.HOME_MEETING, kind=Kind.ALLOWANCE)
                | (~Q(category__in=[Category.FEE, Category.HOME_MEETING]) & Q(kind=Kind.EXPENSE)),
                name="claim_line_kind_fits_category",
            ),
            models.CheckConstraint(
                condition=(Q(category=Category.MILEAGE, miles_tenths__gt=0) & ~Q(vehicle=""))
                | (~Q(category=Category.MILEAGE) & Q(miles_tenths=None, vehicle="", passengers=0)),
                name="claim_line_miles_belong_to_mileage",
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
        ]
        indexes = [
            models.Index(fields=["claim", "status"], name="claim_line_of_claim"),
            models.Index(fields=["activity_date", "category", "amount_pence"], name="claim_line_twins"),
        ]

    def __str__(self) -> str:
        return self.ref


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
