from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.privacy import Privacy
from expenses.policies.models.policies import Policy, in_force_stays
from expenses.policies.models.rates import LOWER_WITH_OPERATOR, UPPER_WITH_OPERATOR, WithinTime
from expenses.policies.states import BookedBy, Category, UpToFor


class ExpenseRule(WithinTime):
    """What a policy says about one kind of cost; limits of time are how long somebody was away for it."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="expense_rules")
    category = models.CharField(_("kind of cost"), max_length=20, choices=Category)
    cap_pence = models.PositiveIntegerField(_("up to (pence)"), null=True, blank=True)
    cap_for = models.CharField(_("for"), max_length=4, choices=UpToFor, default=UpToFor.LINE)
    pays_no_more = models.BooleanField(
        _("pays no more than that"),
        default=False,
        help_text=_("Otherwise a higher amount is pointed out to the approver, never cut."),
    )
    receipt_needed = models.BooleanField(_("receipt needed"), default=True)
    prior_agreement = models.BooleanField(_("agree it first"), default=False)
    booked_by = models.CharField(_("who books it"), max_length=12, choices=BookedBy, default=BookedBy.EITHER)
    registration_needed = models.BooleanField(
        _("The number the childcare provider is registered under."),
        default=False,
        help_text=_("For childcare: the number under which the provider is registered."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    privacy = Privacy(
        public="category cap_pence cap_for pays_no_more lower_operator lower_minutes upper_operator"
        " upper_minutes receipt_needed prior_agreement booked_by registration_needed note",
        internal="id policy",
    )

    class Meta:
        verbose_name = _("expense rule")
        verbose_name_plural = _("expense rules")
        ordering = ["policy", "category", "lower_minutes", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "category"],
                condition=Q(lower_minutes=None, upper_minutes=None),
                name="one_rule_a_kind_of_cost",
            ),
            models.CheckConstraint(
                condition=LOWER_WITH_OPERATOR, name="expense_lower_limit_has_its_operator"
            ),
            models.CheckConstraint(
                condition=UPPER_WITH_OPERATOR, name="expense_upper_limit_has_its_operator"
            ),
            models.CheckConstraint(condition=Q(cap_for__in=UpToFor.values), name="expense_cap_for_known"),
            models.CheckConstraint(
                condition=Q(booked_by__in=BookedBy.values), name="expense_booked_by_known"
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="expense_rule_category_known"
            ),
            models.CheckConstraint(
                condition=Q(cap_pence=None) | Q(cap_pence__gt=0), name="expense_cap_above_zero"
            ),
            in_force_stays("expense_rule"),
        ]

    def __str__(self) -> str:
        return self.get_category_display()
