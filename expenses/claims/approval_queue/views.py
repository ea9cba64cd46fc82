"""What waits for a decision: most urgent first, narrowed in the address, several plain ones at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions, transitions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from expenses.claims.approval_queue.forms import ApproveManyForm, QueueFilter
from expenses.claims.approval_queue.lists import WAITING
from expenses.claims.approval_queue.queries import SHOWN_WITH, narrowed, rows_of
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim
from projects.team.models import Project

AT_ONCE = 25
"""One page of the list: what somebody can look over before saying yes."""


def _filters(request: AuthenticatedRequest) -> str:
    """Return the filters of the address, to come back to the same list."""
    kept = {name: request.GET[name] for name in ("project", "flag") if request.GET.get(name)}
    return urlencode(kept)


@require_safe
@permissions.permission_required("approve_claims")
def list_waiting(request: AuthenticatedRequest) -> HttpResponse:
    """Claims that wait for a decision, most urgent first. Plain ones can be ticked."""
    waits = Claim.objects.to_decide(request.user)
    projects = Project.objects.filter(pk__in=waits.order_by().values("project")).order_by("title")
    form = QueueFilter(request.GET or None, projects=projects)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = narrowed(waits, asked).select_related(*SHOWN_WITH).prefetch_related("lines", "marks")
    return lists.answer(
        request,
        WAITING,
        rows,
        key="pay_by",
        template="claims/waiting.html",
        context=lambda page: {"rows": rows_of(page, request.user), "back_url": reverse("claims:list")},
        form=form,
        size=AT_ONCE,
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("approve_claims")
@idempotent
def approve_many(request: AuthenticatedRequest) -> HttpResponse:
    """Name each claim of the address with its amount, and approve them once that is confirmed."""
    chosen = list(dict.fromkeys(request.GET.getlist("claim")))[:AT_ONCE]
    claims = Claim.objects.to_decide(request.user).filter(ref__in=chosen).order_by("pay_by", "id")
    claims = claims.select_related(*SHOWN_WITH).prefetch_related("lines", "marks")
    back = f"{reverse('claims:waiting')}?{_filters(request)}".rstrip("?")
    if not claims:
        messages.info(request, _("Tick the claims you want to approve. Those already decided are left out."))
        return redirect(back)
    form = ApproveManyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _approve_each(request, list(claims))
        return redirect(back)
    rows = rows_of(claims, request.user)
    together = sum(row.totals.everything for row in rows)
    heading = ngettext("Approve %(n)s claim?", "Approve %(n)s claims?", len(rows)) % {"n": len(rows)}
    context = {"form": form, "rows": rows, "together": together, "heading": heading, "back_url": back}
    return render(request, "claims/approve_many.html", context | {"layout": "layouts/staff.html"})


def _approve_each(request: AuthenticatedRequest, claims: list[Claim]) -> None:
    """Approve each in a transaction of its own; say how many were, and name those that were not, and why."""
    done = 0
    for claim in claims:
        try:
            deciding.approve_plain(claim, by=request.user)
            done += 1
        except transitions.TransitionRefused as refusal:
            words = _("Not approved: %(name)s, claim %(ref)s. %(why)s")
            messages.error(request, words % {"name": claim.person.name, "ref": claim.ref, "why": refusal})
    if done:
        words = ngettext("%(n)s claim is approved.", "%(n)s claims are approved.", done) % {"n": done}
        messages.success(request, f"{words} {_('Each person is told.')}")
