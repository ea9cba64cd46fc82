from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from coproduce.foundation.pages.administration import ForAdministrators, administers
from coproduce.foundation.pages.requests import user_of
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate
from expenses.policies.states import PolicyState


def may_be_edited(policy: Policy | None) -> bool:
    """Say whether a policy is one of ours and not approved yet."""
    return policy is None or bool(policy.organisation_id and policy.status == PolicyState.DRAFT)


class _Part(admin.TabularInline):
    """Rates and rules of a policy: read-only once it is approved, as the database keeps them."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user) and may_be_edited(obj)

    has_change_permission = has_delete_permission = has_add_permission


class RateInline(_Part):
    model = Rate


class MileageRateInline(_Part):
    model = MileageRate


class ExpenseRuleInline(_Part):
    model = ExpenseRule


@admin.register(Policy)
class PolicyAdmin(ForAdministrators):
    """Policies of the administrator's organisations, and the published examples to look at.

    Approving is done on the policy's own page, by a second person.
    """

    list_display = ["name", "version", "organisation", "status", "effective_from", "check_before_use"]
    list_filter = ["status"]
    list_select_related = ["organisation"]
    search_fields = ["name"]
    sortable_by = ["name", "version", "effective_from"]
    fields = [
        *(
            "organisation",
            "name",
            "version",
            "status",
            "effective_from",
            "pay_within_days",
            "claim_window_days",
            "pays_travel_time",
            "floor_pence_an_hour",
            "when_cancelled",
        ),
        *("source", "check_before_use", "made_by", "approved_by", "approved_at"),
    ]
    readonly_fields = ["version", "status", "made_by", "approved_by", "approved_at"]
    inlines = [RateInline, MileageRateInline, ExpenseRuleInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Policy]:
        rows = admin.ModelAdmin.get_queryset(self, request)
        if request.user.is_superuser:
            return rows
        mine = user_of(request).organisation_ids("administer")
        return rows.filter(Q(organisation=None) | Q(organisation__in=mine))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and may_be_edited(obj)

    def save_model(self, request: HttpRequest, obj: Policy, form: Any, change: bool) -> None:
        if obj.made_by_id is None:
            obj.made_by = user_of(request)
        super().save_model(request, obj, form, change)
