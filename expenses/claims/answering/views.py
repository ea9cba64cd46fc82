"""Staff: what somebody told us about a claim, and the second look."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.on_behalf.queries import scripts
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.claims.answering import actions
from expenses.claims.answering.forms import RecordAnswerForm, RecordAskAgainForm, SecondLookForm
from expenses.claims.answering.models import SecondLook
from expenses.claims.models import Claim
from expenses.claims.queries import seen_by


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def record_answer(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record what somebody answered to our question."""
    claim = _find(request, ref)
    form = RecordAnswerForm(request.POST or None)
    return _record(
        request, claim, form, actions.record_answer, heading=_("Record their answer"), lead=claim.question
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def record_ask_again(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record that somebody does not agree with a refusal."""
    claim = _find(request, ref)
    form = RecordAskAgainForm(request.POST or None)
    return _record(request, claim, form, actions.record_ask_again, heading=_("They do not agree"))


def _find(request: AuthenticatedRequest, ref: str) -> Claim:
    claim = permissions.get_visible_or_404(seen_by(request.user), ref)
    permissions.allow(request.user, "edit_people", claim.organisation_id)
    return claim


def _record(
    request: AuthenticatedRequest, claim: Claim, form: OnBehalfForm, action: Callable[..., Any], **page: str
) -> HttpResponse:
    if submit(
        request,
        form,
        lambda: action(claim, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("claims:detail", claim.ref)
    context = {
        "form": form,
        "caption": f"{claim.person.name}: {claim.title}",
        "layout": "layouts/staff.html",
        "scripts": scripts(claim.person, [claim]),
        "back_url": reverse("claims:detail", args=[claim.ref]),
    }
    return render(request, "claims/record.html", context | page)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("approve_claims")
@idempotent
def second_look(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Look again at what a colleague refused."""
    claim = permissions.get_visible_or_404(seen_by(request.user), ref)
    look = permissions.get_visible_or_404(
        SecondLook.objects.filter(claim=claim), getattr(getattr(claim, "second_look", None), "ref", "")
    )
    form = SecondLookForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.answer_again(look, **form.cleaned_data, by=request.user),
        done=_("The answer is on its way to them."),
    ):
        return redirect("claims:detail", ref)
    context = {
        "form": form,
        "look": look,
        "claim": claim,
        "refused": claim.lines.filter(status="refused"),
        "heading": _("Look again at a claim"),
        "caption": f"{claim.person.name}: {claim.title}",
        "layout": "layouts/staff.html",
        "back_url": reverse("claims:detail", args=[ref]),
    }
    return render(request, "claims/second_look.html", context)
