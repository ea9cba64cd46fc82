"""Claims that were sent, for staff."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from contributors.accounts.models import User
from coproduce.foundation import permissions
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages import paging
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.uploads import files as uploads
from expenses.claims import rules
from expenses.claims.attendance_check.queries import look
from expenses.claims.marks.queries import words_of_marks
from expenses.claims.models import Claim, Receipt
from expenses.claims.queries import may_not_decide, narrowed, seen_by
from expenses.claims.tracking.forms import ClaimFilter
from expenses.claims.tracking.lists import CLAIMS
from expenses.claims.tracking.queries import may_ask_again
from expenses.claims.tracking.rules import stages, who_has_it


@require_safe
@permissions.permission_required("see_claims")
def list_claims(request: AuthenticatedRequest) -> HttpResponse:
    """Claims that were sent: the newest, or the most urgent first."""
    form = ClaimFilter(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = narrowed(Claim.objects.visible_to(request.user), asked)
    rows = rows.select_related("person", "project", "meeting").prefetch_related("lines")
    context = {
        "may_approve": bool(request.user.organisation_ids("approve_claims")),
        "late": Claim.objects.visible_to(request.user).late()[: paging.COUNT_UP_TO].count(),
    }
    return lists.answer(
        request,
        CLAIMS,
        rows,
        key="pay_by" if asked.get("order") == "late" else "-sent_at",
        template="claims/list.html",
        context=lambda page: (
            context
            | {"claims": [(one, rules.totals(rules.still_asked_for(one.lines.all()))) for one in page]}
        ),
        form=form,
    )


@require_safe
@permissions.permission_required("see_claims")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One claim: its lines with receipts and marks, and what may be done with it."""
    claim = permissions.get_visible_or_404(seen_by(request.user), ref)
    lines = list(claim.lines.prefetch_related("receipts"))
    marks = words_of_marks(claim)
    own = may_not_decide(request.user, claim)
    waits = claim.facts.waits_for_decision and request.user.can("approve_claims", claim.organisation_id)
    context = {
        "claim": claim,
        "lines": [(line, marks[line.pk]) for line in lines],
        "totals": rules.totals(rules.still_asked_for(lines)),
        "stages": stages(claim),
        "who": who_has_it(claim, for_staff=True),
        "may_decide": waits and not own,
        "own": own if waits else "",
        "look": look(claim),
        "may_look": waits and not own and _works_on(request.user, claim),
        "may_record": request.user.can("edit_people", claim.organisation_id),
        "may_ask_again": may_ask_again(claim, lines),
        "done": entries_about(claim).prefetch_related("by__people")[:20],
        "back_url": reverse("claims:list"),
    }
    return render(request, "claims/detail.html", context)


def _works_on(user: User, claim: Claim) -> bool:
    return bool(user.organisation_ids("edit_project")) and (
        Claim.objects.of_projects_of(user).filter(pk=claim.pk).exists()
    )


@require_safe
@permissions.permission_required("see_claims")
def receipt(request: AuthenticatedRequest, ref: str) -> FileResponse:
    """Give a receipt of a claim the person may see."""
    seen = Claim.objects.visible_to(request.user)
    return uploads.serve(permissions.get_visible_or_404(Receipt.objects.filter(line__claim__in=seen), ref))
