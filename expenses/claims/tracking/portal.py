"""My claims: where each stands. Writing one is in `writing`."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from contributors.people.supporters.decorators import supporters_may
from coproduce.foundation import permissions
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.paging import Page
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.uploads import files as uploads
from expenses.claims import rules
from expenses.claims.lines.queries import readiness_of
from expenses.claims.models import Claim, Receipt
from expenses.claims.queries import WITH_TITLE, written_by
from expenses.claims.states import ClaimState
from expenses.claims.tracking.forms import AnswerForm
from expenses.claims.tracking.lists import MY_CLAIMS
from expenses.claims.tracking.queries import may_ask_again, standing
from expenses.claims.tracking.rules import who_has_it


@require_safe
@supporters_may("claims")
@permissions.contributor_required
def list_claims(request: PersonRequest) -> HttpResponse:
    """My claims: where each stands, who has it, when the money is expected."""
    rows = Claim.objects.of(request.person).exclude(status=ClaimState.WITHDRAWN)

    def context(found: Page) -> dict[str, Any]:
        sums = [rules.totals(rules.still_asked_for(claim.lines.all())) for claim in found]
        shown = [(claim, together, who_has_it(claim)) for claim, together in zip(found, sums, strict=True)]
        return {"claims": shown, "back_url": reverse("portal:home")}

    return lists.answer(
        request,
        MY_CLAIMS,
        rows.select_related(*WITH_TITLE).prefetch_related("lines"),
        key="-id",
        template="claims/my_list.html",
        context=context,
    )


@require_safe
@supporters_may("claims")
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """One claim: where it stands, what is in it, what is left to do."""
    claim = permissions.get_visible_or_404(written_by(request.user), ref)
    lines = list(claim.lines.prefetch_related("receipts"))
    context = standing(claim, lines, reader=request.person) | {
        "missing": readiness_of(claim).missing if claim.can_be_changed else [],
        "answer_form": AnswerForm(claim=claim) if claim.facts.has_question else None,
        "may_ask_again": may_ask_again(claim, lines),
        "back_url": reverse("my_claims:list"),
    }
    return render(request, "claims/my_detail.html", context)


@require_safe
@supporters_may("claims")
@permissions.contributor_required
def receipt(request: PersonRequest, ref: str) -> FileResponse:
    """Give me a receipt of mine."""
    mine = Claim.objects.writable_by(request.user)
    return uploads.serve(permissions.get_visible_or_404(Receipt.objects.filter(line__claim__in=mine), ref))
