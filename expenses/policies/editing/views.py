"""Staff: changing a policy that is not in force, looking at what changes, and asking a second person."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.known import known
from coproduce.foundation.pages.forms import Form, ModelForm
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.policies import actions as policies
from expenses.policies import queries, rules
from expenses.policies.comparing.queries import differences_of
from expenses.policies.editing import actions
from expenses.policies.editing.forms import ROWS, AskForm, PolicyForm, SendBackForm
from expenses.policies.models import Policy


@require_safe
@permissions.permission_required("edit_policies")
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Everything a draft says, each line with its way to change it, and what is missing."""
    policy = _draft(request, ref)
    context = {
        "policy": policy,
        "problems": rules.problems(policy, list(policy.rates.all()), list(policy.mileage_rates.all())),
        "differences": differences_of(policy),
        "back_url": reverse("policies:detail", args=[ref]),
    }
    return render(request, "policies/edit.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_policies")
@idempotent
def terms(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Change what a draft says besides its rates."""
    policy = _draft(request, ref)
    form = PolicyForm(request.POST or None, instance=policy)
    if submit(
        request,
        form,
        lambda: actions.change_policy(policy, **form.cleaned_data, by=request.user),
        done=_("Saved."),
    ):
        return redirect("policies:edit", ref)
    return _page(request, policy, form, _("Change what it says"))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_policies")
@idempotent
def line(request: AuthenticatedRequest, ref: str, kind: str, row: int | None = None) -> HttpResponse:
    """Add a line to a draft, or change one."""
    policy = _draft(request, ref)
    model, form_class = _kind(kind)
    found: Any = _line(policy, kind, row) if row is not None else model(policy=policy)
    first = {} if row is not None or kind == "cost" else {"source": policy.source}
    form = form_class(request.POST or None, instance=found, initial=first)
    if submit(
        request,
        form,
        lambda: actions.save_row(found, **form.cleaned_data, by=request.user),
        done=_("Saved."),
    ):
        return redirect("policies:edit", ref)
    return _page(request, policy, form, _("Change a line") if row else _("Add a line"))


@require_POST
@permissions.permission_required("edit_policies")
@idempotent
def remove(request: AuthenticatedRequest, ref: str, kind: str, row: int) -> HttpResponse:
    """Take a line out of a draft."""
    found = _line(_draft(request, ref), kind, row)
    submit(request, None, lambda: actions.remove_row(found, by=request.user), done=_("It is taken out."))
    return redirect("policies:edit", ref)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_policies")
@idempotent
def ask(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Look at everything that changes, and ask a second person to approve it."""
    policy = _draft(request, ref)
    people = queries.approvers(policy, by=request.user)
    form = AskForm(request.POST or None, people=people)
    if submit(
        request,
        form,
        lambda: policies.ask_to_approve(policy, **form.cleaned_data, by=request.user),
        done=_("They are asked. Until someone approves it, the old rates hold."),
    ):
        return redirect("policies:detail", ref)
    problems = rules.problems(policy, list(policy.rates.all()), list(policy.mileage_rates.all()))
    context = {
        "policy": policy,
        "form": form,
        "people": people,
        "problems": problems,
        "replaces": queries.replaced_by(policy),
        "differences": differences_of(policy),
        "back_url": reverse("policies:edit", args=[ref]),
    }
    return render(request, "policies/ask.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_policies")
@idempotent
def send_back(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say no, with the reason."""
    policy = _ours(request, ref)
    form = SendBackForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: policies.send_back(policy, **form.cleaned_data, by=request.user),
        done=_("It is sent back with your reason. The old rates hold."),
    ):
        return redirect("policies:detail", ref)
    return _page(request, policy, form, _("Send it back"), back="policies:detail")


@require_POST
@permissions.permission_required("edit_policies")
@idempotent
def take_back(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take the question back, to change something first."""
    policy = _ours(request, ref)
    submit(
        request,
        None,
        lambda: policies.take_back(policy, by=request.user),
        done=_("It is taken back. You can change it now."),
    )
    return redirect("policies:detail", ref)


def _ours(request: AuthenticatedRequest, ref: str) -> Policy:
    shown = Policy.objects.visible_to(request.user).filter(organisation__isnull=False)
    policy = permissions.get_visible_or_404(shown.prefetch_related(*queries.everything()), ref)
    permissions.allow(request.user, "edit_policies", known(policy.organisation_id))
    return policy


def _draft(request: AuthenticatedRequest, ref: str) -> Policy:
    policy = _ours(request, ref)
    if not policy.facts.is_draft:
        raise Http404
    return policy


def _kind(kind: str) -> tuple[Any, Any]:
    if kind not in ROWS:
        raise Http404
    return ROWS[kind]


def _line(policy: Policy, kind: str, row: int) -> Any:
    """Return a line of a policy. Raises Http404."""
    model, _form = _kind(kind)
    found = model.objects.filter(policy=policy, pk=row).select_related("policy").first()
    if found is None:
        raise Http404
    return found


def _page(
    request: AuthenticatedRequest,
    policy: Policy,
    form: Form | ModelForm,
    heading: str,
    *,
    back: str = "policies:edit",
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "caption": policy.name,
        "layout": "layouts/staff.html",
        "back_url": reverse(back, args=[policy.ref]),
    }
    return render(request, "layouts/form_page.html", context)
