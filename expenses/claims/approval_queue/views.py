"""What waits for a decision: most urgent first, narrowed in the address, several plain ones at once."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import choosing
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from expenses.claims.approval_queue.forms import ApproveManyForm, QueueFilter
from expenses.claims.approval_queue.lists import WAITING
from expenses.claims.approval_queue.queries import SHOWN_WITH, narrowed, plain_for, rows_of
from expenses.claims.approval_queue.rules import QueueRow
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim
from expenses.claims.models.claims import ClaimQuerySet
from projects.team.models import Project

AT_ONCE = 25
"""One page of the list: what somebody can look over before saying yes."""


def queue_filter(request: AuthenticatedRequest, waits: ClaimQuerySet) -> QueueFilter:
    """Return the filters of the list, filled from the address."""
    projects = Project.objects.filter(pk__in=waits.order_by().values("project")).order_by("title")
    return QueueFilter(request.GET or None, projects=projects)


def asked_of(request: AuthenticatedRequest, waits: ClaimQuerySet) -> dict[str, Any]:
    """Return what the address asks of the list."""
    return lists.asked(queue_filter(request, waits))


def shown(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Return claims with what a list shows of them, the most urgent first."""
    rows = claims.select_related(*SHOWN_WITH).prefetch_related("lines", "marks")
    return rows.order_by("pay_by", "id")


@require_safe
@permissions.permission_required("approve_claims")
def list_waiting(request: AuthenticatedRequest) -> HttpResponse:
    """Claims that wait for a decision, most urgent first. Plain ones can be ticked."""
    waits = Claim.objects.to_decide(request.user)
    form = queue_filter(request, waits)
    rows = narrowed(waits, lists.asked(form)).select_related(*SHOWN_WITH).prefetch_related("lines", "marks")
    return lists.answer(
        request,
        WAITING,
        rows,
        key="pay_by",
        template="claims/waiting.html",
        context=lambda page: _rows(rows_of(page, request.user)),
        form=form,
        size=AT_ONCE,
    )


def _rows(rows: list[QueueRow]) -> dict[str, Any]:
    refs = [row.claim.ref for row in rows if row.may_be_ticked]
    return {"rows": rows, "refs": refs, "back_url": reverse("claims:list")}


@require_http_methods(["GET", "POST"])
@permissions.permission_required("approve_claims")
@idempotent
def approve_many(request: AuthenticatedRequest) -> HttpResponse:
    """Name each chosen claim with its amount, and approve them once that is confirmed."""
    waits = Claim.objects.to_decide(request.user)
    matching = narrowed(waits, asked_of(request, waits))
    plain = plain_for(matching, request.user)
    chosen = choosing.choose(
        request,
        shown(waits),
        matching=shown(plain),
        seen=Claim.objects.visible_to(request.user).select_related("person"),
        name="claim",
    )
    back = f"{reverse('claims:waiting')}?{lists.kept_query(request.GET, 'claim')}".rstrip("?")
    form = ApproveManyForm(request.POST or None, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        _approve_each(request, chosen)
    if not chosen:
        messages.info(
            request,
            _("Tick the claims you want to approve. Any that have already been decided are left out."),
        )
    if request.method == "POST" or not chosen:
        return redirect(back)
    rows = rows_of(chosen.rows, request.user)
    context = {
        "form": form,
        "rows": rows,
        "chosen": chosen,
        "to_look_at": choosing.left_apart(request, matching, plain),
        "together": sum(row.totals.everything for row in rows),
        "heading": ngettext("Approve %(n)s claim?", "Approve %(n)s claims?", len(rows)) % {"n": len(rows)},
        "back_url": back,
        "layout": "layouts/staff.html",
    }
    return render(request, "claims/approve_many.html", context)


def _approve_each(request: AuthenticatedRequest, chosen: choosing.Chosen) -> None:
    """Approve each in a transaction of its own; say how many were, and name those that were not, and why."""

    def refused(claim: Claim, why: str) -> str:
        words = _("Not approved: %(name)s, claim %(ref)s. %(why)s")
        return words % {"name": claim.person.name, "ref": claim.ref, "why": why}

    for claim in chosen.gone:
        messages.error(request, refused(claim, _("It does not wait for a decision any more.")))
    done = choosing.each(
        request,
        chosen.rows,
        lambda claim: deciding.approve_plain(claim, by=request.user),
        refused=refused,
    )
    if done:
        words = ngettext("%(n)s claim is approved.", "%(n)s claims are approved.", done) % {"n": done}
        messages.success(request, f"{words} {_('Each person is told.')}")
