from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import Organisation
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.known import known
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.policies import actions, queries, rules
from expenses.policies.comparing.queries import differences_of
from expenses.policies.forms import AdoptForm, RetireForm
from expenses.policies.models import Policy
from expenses.policies.queries import everything
from expenses.policies.states import PolicyState

STAFF = "layouts/staff.html"


@require_safe
@permissions.staff_required
def list_policies(request: AuthenticatedRequest) -> HttpResponse:
    """Our policies with what each says, then the published examples with their sources."""
    rows = Policy.objects.visible_to(request.user).select_related("organisation", "approved_by")
    rows = rows.prefetch_related(*everything()).order_by("name", "-version")
    shown = list(rows)
    context = {
        "ours": [policy for policy in shown if policy.organisation_id],
        "published": [policy for policy in shown if not policy.organisation_id],
        "may_edit": bool(request.user.organisation_ids("edit_policies")),
    }
    return render(request, "policies/list.html", context)


@require_safe
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One policy: every rate, where it comes from, and what stands between it and being in force."""
    policy = _visible(request, ref)
    may_edit = policy.organisation_id in request.user.organisation_ids("edit_policies")
    draft = policy.organisation_id and policy.status in (PolicyState.DRAFT, PolicyState.ASKED)
    context = {
        "policy": policy,
        "may_edit": may_edit,
        "may_see_claims": bool(request.user.organisation_ids("see_claims")),
        "may_copy": bool(request.user.organisation_ids("edit_policies")),
        "may_approve": may_edit and draft and not queries.has_written(policy, request.user),
        "asked": policy.request,
        "differences": differences_of(policy) if policy.facts.is_asked else [],
        "copy_label": _("Change the rates from a day on") if policy.facts.is_approved else _("Copy it"),
        "problems": rules.problems(policy, list(policy.rates.all()), list(policy.mileage_rates.all()))
        if draft
        else [],
        "back_url": reverse("policies:list"),
    }
    return render(request, "policies/detail.html", context)


def _visible(request: AuthenticatedRequest, ref: str) -> Policy:
    shown = Policy.objects.visible_to(request.user).select_related("organisation", "made_by", "approved_by")
    return permissions.get_visible_or_404(shown.prefetch_related(*everything()), ref)


def _ours(request: AuthenticatedRequest, ref: str) -> Policy:
    policy = permissions.get_visible_or_404(
        Policy.objects.visible_to(request.user).filter(organisation__isnull=False), ref
    )
    permissions.allow(request.user, "edit_policies", known(policy.organisation_id))
    return policy


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_policies")
@idempotent
def adopt(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Copy a policy as our next version."""
    example = _visible(request, ref)
    form = AdoptForm(
        request.POST or None,
        organisations=Organisation.objects.filter(pk__in=request.user.organisation_ids("edit_policies")),
        with_miles=Policy.objects.visible_to(request.user).filter(mileage_rates__isnull=False).distinct(),
    )
    done = _("Copied. Compare it with its source before it is approved.")
    made = submit(
        request, form, lambda: actions.adopt(example, **form.cleaned_data, by=request.user), done=done
    )
    if made:
        return redirect("policies:detail", made.result.ref)
    heading = _("Copy “%(policy)s”") % {"policy": example.name}
    return render(request, "layouts/form_page.html", _form_page(form, heading, ref))


@require_POST
@permissions.staff_required
@idempotent
def confirm_checked(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that a draft was compared with its source."""
    policy = _ours(request, ref)
    submit(
        request,
        None,
        lambda: actions.confirm_checked(policy, by=request.user),
        done=_("Recorded: it was compared with its source."),
    )
    return redirect("policies:detail", ref)


@require_POST
@permissions.staff_required
@idempotent
def approve(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put a policy in force."""
    policy = _ours(request, ref)
    submit(request, None, lambda: actions.approve(policy, by=request.user), done=_("The policy is approved."))
    return redirect("policies:detail", ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def retire(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Withdraw a policy."""
    policy = _ours(request, ref)
    form = RetireForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.retire(policy, **form.cleaned_data, by=request.user),
        done=_("The policy is withdrawn."),
    ):
        return redirect("policies:detail", ref)
    return render(request, "layouts/form_page.html", _form_page(form, _("Withdraw the policy"), ref))


def _form_page(form: Any, heading: str, ref: str) -> dict[str, Any]:
    return {
        "form": form,
        "heading": heading,
        "layout": STAFF,
        "back_url": reverse("policies:detail", args=[ref]),
    }
