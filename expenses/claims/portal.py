"""My claims: written in short pages, each saved as it is sent. The person never works anything out.

Staff who type a claim for somebody use the same pages for it.
"""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.people.supporters.decorators import supporters_may
from coproduce.foundation import paging, permissions, uploads
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import PersonRequest
from expenses.claims import actions, rules
from expenses.claims.forms import SendForm, StartForm
from expenses.claims.models import Claim, Receipt
from expenses.claims.occasions import occasions_of, organisations_of, start_from
from expenses.claims.states import ClaimState

WITH_TITLE = ("organisation", "project", "meeting", "person", "with_person", "passed_up_to", "fee_wait")


@require_safe
@supporters_may("claims")
@permissions.contributor_required
def list_claims(request: PersonRequest) -> HttpResponse:
    """My claims: where each stands, who has it, when the money is expected."""
    rows = Claim.objects.of(request.person).exclude(status=ClaimState.WITHDRAWN)
    found = paging.page(rows.select_related(*WITH_TITLE).prefetch_related("lines"), request, key="-id")
    shown = [
        (claim, rules.totals(rules.still_asked_for(claim.lines.all())), rules.who_has_it(claim))
        for claim in found
    ]
    context = {"page": found, "claims": shown, "back_url": reverse("portal:home")}
    return render(request, "claims/my_list.html", context)


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def new(request: PersonRequest) -> HttpResponse:
    """Page 1 of 5: what a claim is for. It is started, and the next pages go on with it."""
    person = request.person
    occasions = occasions_of(person)
    form = StartForm(
        request.POST or None,
        choices=[(o.key, o.words) for o in occasions],
        organisations=organisations_of(person),
    )
    if request.method == "POST" and form.is_valid():
        claim = start_from(form.cleaned_data, occasions, person=person, by=request.user)
        return redirect("my_claims:time", claim.ref)
    context = {
        "form": form,
        "heading": _("Claim your costs and your time"),
        "caption": _("Page 1 of 5"),
        "back_url": reverse("my_claims:list"),
    }
    return render(request, "layouts/form_page.html", context)


def writable(request: PersonRequest, ref: str) -> Claim:
    """Return a claim that this person writes: theirs, or one they type for somebody. Raises Http404."""
    return permissions.get_visible_or_404(
        Claim.objects.writable_by(request.user).select_related(*WITH_TITLE), ref
    )


@require_safe
@supporters_may("claims")
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """One claim: where it stands, what is in it, what is left to do."""
    claim = writable(request, ref)
    lines = list(claim.lines.prefetch_related("receipts"))
    context = _standing(request, claim, lines) | {
        "missing": actions.missing(claim) if claim.can_be_changed else [],
        "back_url": reverse("my_claims:list"),
    }
    return render(request, "claims/my_detail.html", context)


def _standing(request: PersonRequest, claim: Claim, lines: list[Any]) -> dict[str, Any]:
    return {
        "claim": claim,
        "lines": lines,
        "totals": rules.totals(rules.still_asked_for(lines)),
        "stages": rules.stages(claim),
        "who": rules.who_has_it(claim),
        "for_somebody": claim.person_id != request.person.pk,
        "asked": Claim.objects.filter(split_from=claim, status=ClaimState.RETURNED).first(),
    }


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def check(request: PersonRequest, ref: str) -> HttpResponse:
    """Page 5 of 5, check and send: everything once more, what is missing, and the declaration."""
    claim = writable(request, ref)
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Your claim is sent. You can see here where it stands.")):
            actions.send(claim, by=request.user)
        return redirect("my_claims:detail", ref)
    lines = list(claim.lines.prefetch_related("receipts"))
    context = _standing(request, claim, lines) | {
        "form": form,
        "heading": _("Check and send"),
        "caption": _("Page 5 of 5: %(title)s") % {"title": claim.title},
        "missing": actions.missing(claim),
        "back_url": reverse("my_claims:costs", args=[ref]),
    }
    return render(request, "claims/my_check.html", context)


@require_POST
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def withdraw(request: PersonRequest, ref: str) -> HttpResponse:
    """Take a claim back."""
    with report_outcome(request, _("You took your claim back.")):
        actions.withdraw(writable(request, ref), by=request.user)
    return redirect("my_claims:list")


@require_safe
@supporters_may("claims")
@permissions.contributor_required
def receipt(request: PersonRequest, ref: str) -> FileResponse:
    """Give me a receipt of mine."""
    mine = Claim.objects.writable_by(request.user)
    return uploads.serve(permissions.get_visible_or_404(Receipt.objects.filter(line__claim__in=mine), ref))
