"""Deciding on a claim."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.claims.deciding import actions as deciding
from expenses.claims.deciding.actions import declare_relative
from expenses.claims.deciding.forms import DecideForm, RefuseForm, RelativeForm, ReturnForm
from expenses.claims.models import Claim
from expenses.claims.queries import seen_by

STAFF = "layouts/staff.html"


def _to_decide(request: AuthenticatedRequest, ref: str) -> Claim:
    claim = permissions.get_visible_or_404(seen_by(request.user), ref)
    permissions.allow(request.user, "approve_claims", claim.organisation_id)
    return claim


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def decide(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Decide line by line."""
    claim = _to_decide(request, ref)
    form = DecideForm(request.POST or None, lines=list(claim.lines.all()))
    if submit(
        request,
        form,
        lambda: deciding.decide_lines(claim, verdicts=form.verdicts(), by=request.user),
        done=_("Saved. We have told the person."),
    ):
        return redirect("claims:detail", ref)
    return render(request, "layouts/form_page.html", _form_page(claim, form, _("Decide line by line")))


@require_POST
@permissions.permission_required("see_claims")
@idempotent
def approve(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Approve every line."""
    claim = _to_decide(request, ref)
    submit(
        request,
        None,
        lambda: deciding.approve_all(claim, by=request.user),
        done=_("Approved. We have told the person."),
    )
    return redirect("claims:detail", ref)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def send_back(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask the person something about the whole claim."""
    claim = _to_decide(request, ref)
    form = ReturnForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: deciding.return_claim(claim, **form.cleaned_data, by=request.user),
        done=_("Sent back. We have told the person."),
    ):
        return redirect("claims:detail", ref)
    return render(request, "layouts/form_page.html", _form_page(claim, form, _("Ask about the claim")))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def refuse(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say no to the whole claim."""
    claim = _to_decide(request, ref)
    form = RefuseForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: deciding.refuse_claim(claim, **form.cleaned_data, by=request.user),
        done=_("Refused. We have told the person."),
    ):
        return redirect("claims:detail", ref)
    return render(request, "layouts/form_page.html", _form_page(claim, form, _("Refuse the claim")))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def related(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that the person of a claim is a relative: from then on somebody else decides, always."""
    claim = permissions.get_visible_or_404(seen_by(request.user), ref)
    form = RelativeForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: declare_relative(claim, by=request.user),
        done=_("Thank you for telling us. Someone else will decide."),
    ):
        return redirect("claims:detail", ref)
    return render(request, "layouts/form_page.html", _form_page(claim, form, _("This is a relative of mine")))


def _form_page(claim: Claim, form: Any, heading: str) -> dict[str, Any]:
    caption = _("Claim %(ref)s, %(name)s") % {"ref": claim.ref, "name": claim.person.name}
    back = reverse("claims:detail", args=[claim.ref])
    return {"form": form, "heading": heading, "caption": caption, "layout": STAFF, "back_url": back}
