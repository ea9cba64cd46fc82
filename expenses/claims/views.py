from typing import Any

from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import paging, permissions, uploads
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from expenses.claims import deciding, rules
from expenses.claims.attending import look
from expenses.claims.flags import flags
from expenses.claims.forms import ClaimFilter, DecideForm, RefuseForm, RelativeForm, ReturnForm, StartForm
from expenses.claims.models import Claim, Receipt
from expenses.claims.occasions import occasions_of, organisations_of, start_from
from expenses.claims.people import may_not_decide
from expenses.claims.relatives import declare_relative

STAFF = "layouts/staff.html"
WITH_PEOPLE = (
    *("person", "organisation", "project", "meeting", "typed_by", "with_person", "passed_up_to"),
    "fee_wait",
)


@require_safe
@permissions.permission_required("see_claims")
def list_claims(request: AuthenticatedRequest) -> HttpResponse:
    """Claims that were sent: the newest, or the most urgent first."""
    form = ClaimFilter(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = narrowed(Claim.objects.visible_to(request.user), asked)
    rows = rows.select_related("person", "project", "meeting").prefetch_related("lines")
    found = paging.page(rows, request, key="pay_by" if asked.get("order") == "late" else "-sent_at")
    context = {
        "form": form,
        "page": found,
        "may_approve": bool(request.user.organisation_ids("approve_claims")),
        "claims": [(claim, rules.totals(rules.still_asked_for(claim.lines.all()))) for claim in found],
        "late": Claim.objects.visible_to(request.user).late()[: paging.COUNT_UP_TO].count(),
    }
    return render(request, "claims/list.html", context)


def narrowed(claims: QuerySet[Claim], asked: dict[str, Any]) -> QuerySet[Claim]:
    """Return the claims that the filters in the address leave over."""
    if asked.get("q"):
        words = asked["q"]
        by_name = Q(person__name__icontains=words) | Q(project__title__icontains=words)
        claims = claims.filter(Q(ref__startswith=words.lower()) | by_name)
    if asked.get("status"):
        claims = claims.filter(status=asked["status"])
    return claims


def _visible(request: AuthenticatedRequest, ref: str) -> Claim:
    seen = Claim.objects.visible_to(request.user)
    return permissions.get_visible_or_404(seen.select_related(*WITH_PEOPLE), ref)


def _to_decide(request: AuthenticatedRequest, ref: str) -> Claim:
    claim = _visible(request, ref)
    permissions.allow(request.user, "approve_claims", claim.organisation_id)
    return claim


@require_safe
@permissions.permission_required("see_claims")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One claim: its lines with receipts and marks, and what may be done with it."""
    claim = _visible(request, ref)
    lines = list(claim.lines.prefetch_related("receipts"))
    marks = flags(claim, lines)
    own = may_not_decide(request.user, claim)
    waits = claim.facts.waits_for_decision and request.user.can("approve_claims", claim.organisation_id)
    context = {
        "claim": claim,
        "lines": [(line, marks[line.pk]) for line in lines],
        "totals": rules.totals(rules.still_asked_for(lines)),
        "stages": rules.stages(claim),
        "who": rules.who_has_it(claim, for_staff=True),
        "may_decide": waits and not own,
        "own": own if waits else "",
        "look": look(claim),
        "may_look": waits and not own and _works_on(request.user, claim),
        "done": entries_about(claim).prefetch_related("by__people")[:20],
        "back_url": reverse("claims:list"),
    }
    return render(request, "claims/detail.html", context)


def _works_on(user: User, claim: Claim) -> bool:
    return bool(user.organisation_ids("edit_project")) and (
        Claim.objects.of_projects_of(user).filter(pk=claim.pk).exists()
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def decide(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Decide line by line."""
    claim = _to_decide(request, ref)
    form = DecideForm(request.POST or None, lines=list(claim.lines.all()))
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Saved. The person is told.")):
            deciding.decide_lines(claim, verdicts=form.verdicts(), by=request.user)
        return redirect("claims:detail", ref)
    return render(request, "layouts/form_page.html", _form_page(claim, form, _("Decide line by line")))


@require_POST
@permissions.permission_required("see_claims")
@idempotent
def approve(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Approve every line."""
    claim = _to_decide(request, ref)
    with report_outcome(request, _("Approved. The person is told.")):
        deciding.approve_all(claim, by=request.user)
    return redirect("claims:detail", ref)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def send_back(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask the person something about the whole claim."""
    claim = _to_decide(request, ref)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Sent back. The person is told.")):
            deciding.return_claim(claim, why=form.cleaned_data["why"], by=request.user)
        return redirect("claims:detail", ref)
    return render(request, "layouts/form_page.html", _form_page(claim, form, _("Ask about the claim")))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def refuse(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say no to the whole claim."""
    claim = _to_decide(request, ref)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Refused. The person is told.")):
            deciding.refuse_claim(claim, why=form.cleaned_data["why"], by=request.user)
        return redirect("claims:detail", ref)
    return render(request, "layouts/form_page.html", _form_page(claim, form, _("Refuse the claim")))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def related(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that the person of a claim is a relative: from then on somebody else decides, always."""
    claim = _visible(request, ref)
    form = RelativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Thank you for saying so. Somebody else decides.")):
            declare_relative(claim, by=request.user)
        return redirect("claims:detail", ref)
    return render(request, "layouts/form_page.html", _form_page(claim, form, _("This is a relative of mine")))


def _form_page(claim: Claim, form: Any, heading: str) -> dict[str, Any]:
    caption = _("Claim %(ref)s, %(name)s") % {"ref": claim.ref, "name": claim.person.name}
    back = reverse("claims:detail", args=[claim.ref])
    return {"form": form, "heading": heading, "caption": caption, "layout": STAFF, "back_url": back}


@require_safe
@permissions.permission_required("see_claims")
def receipt(request: AuthenticatedRequest, ref: str) -> FileResponse:
    """Give a receipt of a claim the person may see."""
    seen = Claim.objects.visible_to(request.user)
    return uploads.serve(permissions.get_visible_or_404(Receipt.objects.filter(line__claim__in=seen), ref))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def start_for(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Type a claim for somebody who would rather not, or cannot; `ref` is the person's."""
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    organisations = organisations_of(person).filter(pk__in=request.user.organisation_ids("edit_people"))
    ours = {organisation.pk for organisation in organisations}
    occasions = [one for one in occasions_of(person) if one.of_project.organisation_id in ours]
    form = StartForm(
        request.POST or None, choices=[(one.key, one.words) for one in occasions], organisations=organisations
    )
    if request.method == "POST" and form.is_valid():
        claim = start_from(form.cleaned_data, occasions, person=person, by=request.user)
        return redirect("my_claims:detail", claim.ref)
    heading = _("Type a claim for %(name)s") % {"name": person.name}
    back_url = reverse("people:detail", args=[ref])
    context = {"form": form, "heading": heading, "layout": STAFF, "back_url": back_url}
    return render(request, "layouts/form_page.html", context)
