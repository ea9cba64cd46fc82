from decimal import Decimal
from operator import ge, gt, le, lt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.database.constraints import TriggerConstraint
from coproduce.foundation.known import known
from coproduce.foundation.pages.presenters import hours
from coproduce.foundation.privacy import Privacy
from expenses.policies.models.policies import Policy, in_force_stays
from expenses.policies.states import UNITS, Band, Period, Unit, Vehicle, units

COMPARE = {">=": ge, ">": gt, "<=": le, "<": lt}
ANY_LENGTH = 10**9

LOWER_WITH_OPERATOR = Q(lower_operator="", lower_minutes=None) | Q(
    lower_operator__in=[">=", ">"], lower_minutes__isnull=False
)
UPPER_WITH_OPERATOR = Q(upper_operator="", upper_minutes=None) | Q(
    upper_operator__in=["<", "<="], upper_minutes__isnull=False
)
IN_BLOCKS = Q(unit__in=units(lambda one: one.has_blocks))
UNPAID = Q(unit__in=units(lambda one: not one.has_amount))
NOT_BACKWARDS = Q(effective_from=None) | Q(effective_to=None) | Q(effective_to__gte=F("effective_from"))


SAME_RATE = """
    other.label = NEW.label AND other.role_tier = NEW.role_tier
    AND other.lower_operator = NEW.lower_operator
    AND COALESCE(other.lower_minutes, 0) = COALESCE(NEW.lower_minutes, 0)
    AND other.upper_operator = NEW.upper_operator
    AND COALESCE(other.upper_minutes, 0) = COALESCE(NEW.upper_minutes, 0)
"""
SAME_MILEAGE = """
    other.vehicle = NEW.vehicle AND (other.band = NEW.band OR other.band = 'all' OR NEW.band = 'all')
"""


SHARES_A_DAY = """
EXISTS (
    SELECT 1 FROM {policies.<model>} other
    WHERE other.policy_id = NEW.policy_id AND other.id <> COALESCE(NEW.id, 0) AND <same>
    AND COALESCE(other.effective_from, '0001-01-01') <= COALESCE(NEW.effective_to, '9999-12-31')
    AND COALESCE(NEW.effective_from, '0001-01-01') <= COALESCE(other.effective_to, '9999-12-31')
)
"""


def one_version_a_day(name: str, *, model: str, same: str) -> TriggerConstraint:
    """The rule that two rates of a policy for the same thing share no day. No date means without end."""
    return TriggerConstraint(
        name=name,
        events=["insert", "update"],
        condition=SHARES_A_DAY.replace("<model>", model).replace("<same>", same.strip()),
        message="two versions of one rate share a day",
    )


class WithinTime(models.Model):
    """A length of time in minutes, with the exact side of each limit.

    Whether four hours make a full or a half day differs between policies, and between versions of
    one policy. So each limit is stored with its operator.
    """

    class Lower(models.TextChoices):
        AT_LEAST = ">=", _("at least")
        MORE_THAN = ">", _("more than")

    class Upper(models.TextChoices):
        LESS_THAN = "<", _("less than")
        AT_MOST = "<=", _("at most")

    lower_operator = models.CharField(_("lower limit"), max_length=2, choices=Lower, blank=True)
    lower_minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    upper_operator = models.CharField(_("upper limit"), max_length=2, choices=Upper, blank=True)
    upper_minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def limits(self) -> str:
        """The limits of time as words: "more than 4 hours"."""
        words = {
            ">=": gettext("%(time)s or longer"),
            ">": gettext("more than %(time)s"),
            "<": gettext("less than %(time)s"),
            "<=": gettext("%(time)s or less"),
        }
        pairs = ((self.lower_operator, self.lower_minutes), (self.upper_operator, self.upper_minutes))
        said = [words[sign] % {"time": hours(known(minutes))} for sign, minutes in pairs if sign]
        return gettext(" and ").join(said)

    def fits(self, minutes: int) -> bool:
        """Say whether a length of time in minutes is inside the limits, each with its own operator."""
        if self.lower_minutes is not None and not COMPARE[self.lower_operator](minutes, self.lower_minutes):
            return False
        return self.upper_minutes is None or COMPARE[self.upper_operator](minutes, self.upper_minutes)

    def shares_a_minute(self, other: "WithinTime") -> bool:
        """Say whether some length of time is inside the limits of both."""
        (low, high), (other_low, other_high) = self._whole_minutes(), other._whole_minutes()
        return low <= other_high and other_low <= high

    def _whole_minutes(self) -> tuple[int, int]:
        """Return the first and last whole minute inside the limits: "more than 240" starts at 241."""
        low, high = self.lower_minutes or 0, ANY_LENGTH if self.upper_minutes is None else self.upper_minutes
        return low + (self.lower_operator == self.Lower.MORE_THAN), high - (
            self.upper_operator == self.Upper.LESS_THAN
        )


class Rate(WithinTime):
    """One published amount, with the length of time it is for."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="rates")
    label = models.CharField(_("for"), max_length=120)
    role_tier = models.CharField(
        _("in the role of"), max_length=80, blank=True, help_text=_("Leave empty for any role.")
    )
    unit = models.CharField(_("paid for"), max_length=14, choices=Unit)
    block_minutes = models.PositiveIntegerField(_("minutes in a block"), null=True, blank=True)
    amount_pence = models.PositiveIntegerField(_("pence"))
    most_a_day_pence = models.PositiveIntegerField(
        _("at most a day (pence)"), null=True, blank=True, help_text=_("For one person and this role.")
    )
    effective_from = models.DateField(_("for activity from"), null=True, blank=True)
    effective_to = models.DateField(_("to"), null=True, blank=True)
    covers = models.CharField(_("covers"), max_length=200, blank=True)
    source = models.TextField(_("source"))

    privacy = Privacy(
        public="label role_tier unit lower_operator lower_minutes upper_operator upper_minutes block_minutes"
        " amount_pence most_a_day_pence effective_from effective_to covers source",
        internal="id policy",
    )

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        ordering = ["policy", "label", "role_tier", "-amount_pence", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="rate_unit_known"),
            models.CheckConstraint(condition=LOWER_WITH_OPERATOR, name="rate_lower_limit_has_its_operator"),
            models.CheckConstraint(condition=UPPER_WITH_OPERATOR, name="rate_upper_limit_has_its_operator"),
            models.CheckConstraint(
                condition=(IN_BLOCKS & Q(block_minutes__gt=0)) | (~IN_BLOCKS & Q(block_minutes=None)),
                name="rate_block_has_a_length",
            ),
            models.CheckConstraint(
                condition=(UNPAID & Q(amount_pence=0)) | (~UNPAID & Q(amount_pence__gt=0)),
                name="rate_amount_fits_its_unit",
            ),
            models.CheckConstraint(
                condition=Q(most_a_day_pence=None) | Q(most_a_day_pence__gte=F("amount_pence")),
                name="rate_most_a_day_pays_it_once",
            ),
            models.CheckConstraint(condition=NOT_BACKWARDS, name="rate_ends_after_it_starts"),
            in_force_stays("rate"),
            one_version_a_day("rate_one_version", same=SAME_RATE, model="Rate"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def needs_minutes(self) -> bool:
        """Whether the length of time decides: by the hour, or between limits."""
        limited = self.lower_minutes is not None or self.upper_minutes is not None
        return UNITS[Unit(self.unit)].by_clock or limited

    @property
    def words(self) -> str:
        """What it is for: the activity, and the role in it where that decides."""
        return f"{self.label} – {self.role_tier}" if self.role_tier else self.label

    @property
    def offer_key(self) -> str:
        """What stands for it in a form, together with those that differ from it in their limits alone."""
        return "|".join([self.label, self.role_tier, "timed" if self.needs_minutes else "flat"])


class MileageRate(models.Model):
    """Pence for a mile, by vehicle, band and date. Threshold, its period and both rates are policy data."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="mileage_rates")
    vehicle = models.CharField(_("vehicle"), max_length=10, choices=Vehicle)
    band = models.CharField(_("band"), max_length=5, choices=Band, default=Band.ALL)
    pence_per_mile = models.DecimalField(_("pence a mile"), max_digits=6, decimal_places=2)
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
            in_force_stays("mileage_rate"),
            one_version_a_day("mileage_one_version", same=SAME_MILEAGE, model="MileageRate"),
        ]

    def __str__(self) -> str:
        return f"{self.get_vehicle_display()}, {self.pence_words}"

    @property
    def pence_words(self) -> str:
        """ "45p", or "46.9p": some councils pay parts of a penny."""
        return f"{Decimal(self.pence_per_mile).normalize():f}p"
