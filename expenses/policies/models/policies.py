import datetime as dt
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import TriggerConstraint
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from expenses.policies.states import FACTS, TRANSITIONS, PolicyState

NOT_YET = (PolicyState.DRAFT, PolicyState.ASKED)


def in_force_stays(prefix: str) -> TriggerConstraint:
    """The rule that nothing is added to an approved policy, changed in it or taken from it."""
    return TriggerConstraint(
        name=f"{prefix}_in_force_stays",
        events=["insert", "update", "delete"],
        condition="EXISTS (SELECT 1 FROM {policies.Policy} policy"
        " WHERE policy.id = {row}.policy_id AND policy.status <> 'draft')",
        message="a policy that waits for approval or has it stays as it is",
    )


class PolicyQuerySet(models.QuerySet["Policy"]):
    def visible_to(self, user: User) -> Self:
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

    def in_force_or_usual(self, organisation_id: int, on: dt.date) -> "Policy":
        """The policy in force on a day; until an organisation has one, an empty one with what is usual."""
        return self.in_force(organisation_id, on) or self.model()


class Policy(models.Model):
    """One version of an organisation's rules for payment, or (without organisation) a published example."""

    ref = RefField()
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="policies",
        help_text=_("Empty for an example published by others."),
    )
    name = models.CharField(_("name"), max_length=120)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    status = models.CharField(_("status"), max_length=8, choices=PolicyState, default=PolicyState.DRAFT)
    effective_from = models.DateField(
        _("for activity from"), null=True, blank=True, help_text=_("Empty if the published page has no date.")
    )
    # What is usual: "up to 4 weeks" (NIHR Dissemination Centre), "three months" (Ace Centre).
    pay_within_days = models.PositiveSmallIntegerField(
        _("we pay within (days)"), default=28, validators=[MinValueValidator(1)]
    )
    claim_window_days = models.PositiveSmallIntegerField(
        _("claim within (days)"), default=90, help_text=_("Later claims are pointed out, never stopped.")
    )
    pays_travel_time = models.BooleanField(
        _("pays for travelling time"),
        default=False,
        help_text=_("At the rate of the activity. Claims will then ask for it."),
    )
    floor_pence_an_hour = models.PositiveIntegerField(
        _("point out a fee below (pence an hour)"),
        null=True,
        blank=True,
        help_text=_("A fee that comes to less for the time it took is pointed out, never stopped."),
    )
    when_cancelled = models.CharField(
        _("what we pay when something is called off late"), max_length=300, blank=True
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
    transitions = TRANSITIONS
    facts = FactsOf(FACTS)

    privacy = Privacy(
        public="name version effective_from pay_within_days claim_window_days pays_travel_time"
        " floor_pence_an_hour when_cancelled source check_before_use",
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
                condition=Q(status__in=NOT_YET, approved_by=None, approved_at=None)
                | (~Q(status__in=NOT_YET) & Q(approved_by__isnull=False, approved_at__isnull=False)),
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
            TriggerConstraint(
                name="policy_in_force_stays",
                events=["delete"],
                condition="OLD.status <> 'draft'",
                message="an approved policy stays",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"

    def pays_by(self, sent: dt.date) -> dt.date:
        """Return the day by which a claim that was sent on a day is paid."""
        return sent + dt.timedelta(days=self.pay_within_days)

    def is_below_floor(self, pence: int, minutes: int | None) -> bool:
        """Say whether a fee comes to less an hour than the policy's floor.

        A fee mostly covers preparation too, so this marks and never stops (domain/payments.md, 2).
        """
        floor = self.floor_pence_an_hour
        return bool(floor and minutes and pence * 60 < floor * minutes)

    @property
    def request(self) -> "ApprovalRequest | None":
        """The latest time a second person was asked to approve it."""
        return self.requests.select_related("asked_of", "asked_by", "answered_by").first()


class ApprovalRequest(models.Model):
    """A second person is asked to approve a policy, and says yes, or no with a reason."""

    ref = RefField()
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="requests")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    approved = models.BooleanField(null=True)
    why_not = models.TextField(_("why not"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        internal="id ref policy asked_by asked_of asked_at approved why_not answered_by answered_at"
    )

    class Meta:
        verbose_name = _("request to approve a policy")
        verbose_name_plural = _("requests to approve policies")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy"], condition=Q(answered_at=None), name="policy_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, approved=None, why_not="")
                | Q(answered_at__isnull=False, answered_by__isnull=False, approved=True, why_not="")
                | Q(answered_at__isnull=False, answered_by__isnull=False, approved=False) & ~Q(why_not=""),
                name="policy_refused_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.ref}"
