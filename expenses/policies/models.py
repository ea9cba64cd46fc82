import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.models import Organisation
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from expenses.policies.states import MOVES, Band, Category, Period, PolicyState, Unit, Vehicle

NOT_BACKWARDS = Q(effective_from=None) | Q(effective_to=None) | Q(effective_to__gte=F("effective_from"))


class PolicyQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Policies of the user's organisations, and the published examples anybody may read."""
        mine = {organisation for organisation, _role in user.held_roles}
        return self.filter(Q(organisation=None) | Q(organisation__in=mine))

    def examples(self) -> Self:
        """Policies other organisations have published. Never in force until copied, checked and approved."""
        return self.filter(organisation=None)

    def in_force(self, organisation_id: int, on: dt.date) -> "Policy | None":
        """The organisation's approved policy on a day of activity: the latest that had started by then."""
        started = self.filter(
            organisation_id=organisation_id, status=PolicyState.APPROVED, effective_from__lte=on
        )
        return started.order_by("-effective_from", "-version").first()


class Policy(models.Model):
    """One version of an organisation's rules for payment, or (without organisation) a published example."""

    ref = RefField()
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="policies",
        help_text=_("Empty: an example published by somebody else."),
    )
    name = models.CharField(_("name"), max_length=120)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    status = models.CharField(_("status"), max_length=8, choices=PolicyState, default=PolicyState.DRAFT)
    effective_from = models.DateField(
        _("for activity from"), null=True, blank=True, help_text=_("Empty: the published page has no date.")
    )
    pay_within_days = models.PositiveSmallIntegerField(
        _("we pay within (days)"), default=28, validators=[MinValueValidator(1)]
    )
    claim_window_days = models.PositiveSmallIntegerField(
        _("claim within (days)"), default=90, help_text=_("Later claims are marked, never stopped.")
    )
    source = models.TextField(_("source"))
    check_before_use = models.BooleanField(
        _("check before use"), default=True, help_text=_("Not yet compared with the live document.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    objects = PolicyQuerySet.as_manager()
    moves = MOVES

    privacy = Privacy(
        public="name version effective_from pay_within_days claim_window_days source check_before_use",
        internal="id ref organisation status made_by approved_by approved_at",
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["name", "-version"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PolicyState.values), name="policy_status_known"),
            models.CheckConstraint(condition=Q(pay_within_days__gte=1), name="policy_pays_within_some_days"),
            models.CheckConstraint(
                condition=Q(status=PolicyState.DRAFT, approved_by=None, approved_at=None)
                | (~Q(status=PolicyState.DRAFT) & Q(approved_by__isnull=False, approved_at__isnull=False)),
                name="policy_approval_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("made_by")), name="policy_approved_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(status=PolicyState.DRAFT)
                | Q(organisation__isnull=False, effective_from__isnull=False, check_before_use=False),
                name="policy_in_force_is_ours_dated_and_checked",
            ),
            models.UniqueConstraint(
                fields=["organisation", "effective_from"],
                condition=Q(status=PolicyState.APPROVED),
                name="one_policy_in_force_from_a_day",
            ),
            models.UniqueConstraint(
                fields=["organisation", "name", "version"],
                condition=Q(organisation__isnull=False),
                name="policy_version_once",
            ),
            models.UniqueConstraint(
                fields=["name", "version"],
                condition=Q(organisation=None),
                name="published_policy_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class Rate(models.Model):
    """One published amount, with the length of time it is for and the exact side of each limit.

    Whether four hours make a full or a half day differs between policies, and between versions of
    one policy. So each limit is stored with its operator.
    """

    class Lower(models.TextChoices):
        AT_LEAST = ">=", _("at least")
        MORE_THAN = ">", _("more than")

    class Upper(models.TextChoices):
        LESS_THAN = "<", _("less than")
        AT_MOST = "<=", _("at most")

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="rates")
    label = models.CharField(_("for"), max_length=120)
    role_tier = models.CharField(
        _("in the role of"), max_length=80, blank=True, help_text=_("Empty: any role.")
    )
    unit = models.CharField(_("paid for"), max_length=14, choices=Unit)
    lower_operator = models.CharField(_("lower limit"), max_length=2, choices=Lower, blank=True)
    lower_minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    upper_operator = models.CharField(_("upper limit"), max_length=2, choices=Upper, blank=True)
    upper_minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    block_minutes = models.PositiveIntegerField(_("minutes in a block"), null=True, blank=True)
    amount_pence = models.PositiveIntegerField(_("pence"))
    effective_from = models.DateField(_("for activity from"), null=True, blank=True)
    effective_to = models.DateField(_("to"), null=True, blank=True)
    covers = models.CharField(_("covers"), max_length=200, blank=True)
    source = models.TextField(_("source"))

    privacy = Privacy(
        public="label role_tier unit lower_operator lower_minutes upper_operator upper_minutes block_minutes"
        " amount_pence effective_from effective_to covers source",
        internal="id policy",
    )

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        ordering = ["policy", "label", "role_tier", "-amount_pence", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="rate_unit_known"),
            models.CheckConstraint(
                condition=Q(lower_operator="", lower_minutes=None)
                | Q(lower_operator__in=[">=", ">"], lower_minutes__isnull=False),
                name="rate_lower_limit_has_its_operator",
            ),
            models.CheckConstraint(
                condition=Q(upper_operator="", upper_minutes=None)
                | Q(upper_operator__in=["<", "<="], upper_minutes__isnull=False),
                name="rate_upper_limit_has_its_operator",
            ),
            models.CheckConstraint(
                condition=(Q(unit=Unit.BLOCK) & Q(block_minutes__gt=0))
                | (~Q(unit=Unit.BLOCK) & Q(block_minutes=None)),
                name="rate_block_has_a_length",
            ),
            models.CheckConstraint(
                condition=Q(unit=Unit.ZERO, amount_pence=0) | (~Q(unit=Unit.ZERO) & Q(amount_pence__gt=0)),
                name="rate_amount_fits_its_unit",
            ),
            models.CheckConstraint(condition=NOT_BACKWARDS, name="rate_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.label


class MileageRate(models.Model):
    """Pence for a mile, by vehicle, band and date. Threshold, its period and both rates are policy data."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="mileage_rates")
    vehicle = models.CharField(_("vehicle"), max_length=10, choices=Vehicle)
    band = models.CharField(_("band"), max_length=5, choices=Band, default=Band.ALL)
    pence_per_mile = models.PositiveSmallIntegerField(_("pence a mile"))
    threshold_miles = models.PositiveIntegerField(_("threshold (miles)"), null=True, blank=True)
    period = models.CharField(_("counted over"), max_length=10, choices=Period, blank=True)
    effective_from = models.DateField(_("for activity from"), null=True, blank=True)
    effective_to = models.DateField(_("to"), null=True, blank=True)
    source = models.TextField(_("source"))

    privacy = Privacy(
        public="vehicle band pence_per_mile threshold_miles period effective_from effective_to source",
        internal="id policy",
    )

    class Meta:
        verbose_name = _("mileage rate")
        verbose_name_plural = _("mileage rates")
        ordering = ["policy", "vehicle", "effective_from", "-band", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(vehicle__in=Vehicle.values), name="mileage_vehicle_known"),
            models.CheckConstraint(condition=Q(pence_per_mile__gt=0), name="mileage_rate_above_zero"),
            models.CheckConstraint(
                condition=Q(band=Band.ALL, threshold_miles=None, period="")
                | (Q(band__in=[Band.UP_TO, Band.ABOVE], threshold_miles__gt=0) & Q(period__in=Period.values)),
                name="mileage_band_has_its_threshold",
            ),
            models.CheckConstraint(condition=NOT_BACKWARDS, name="mileage_rate_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.get_vehicle_display()}, {self.pence_per_mile}p"


class ExpenseRule(models.Model):
    """What a policy says about one kind of cost."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="expense_rules")
    category = models.CharField(_("kind of cost"), max_length=20, choices=Category)
    cap_pence = models.PositiveIntegerField(
        _("up to (pence)"), null=True, blank=True, help_text=_("More is marked for the approver, never cut.")
    )
    receipt_needed = models.BooleanField(_("receipt needed"), default=True)
    prior_agreement = models.BooleanField(_("agree it first"), default=False)
    registration_needed = models.BooleanField(
        _("registration number needed"),
        default=False,
        help_text=_("For childcare: the number under which the provider is registered."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    privacy = Privacy(
        public="category cap_pence receipt_needed prior_agreement registration_needed note",
        internal="id policy",
    )

    class Meta:
        verbose_name = _("expense rule")
        verbose_name_plural = _("expense rules")
        ordering = ["policy", "category"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "category"], name="one_rule_a_kind_of_cost"),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="expense_rule_category_known"
            ),
            models.CheckConstraint(
                condition=Q(cap_pence=None) | Q(cap_pence__gt=0), name="expense_cap_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.get_category_display()
