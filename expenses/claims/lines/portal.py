"""Pages for the lines of a claim that is being written."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contributors.people.supporters.decorators import supporters_may
from coproduce.foundation import permissions, transitions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from expenses.claims.lines.actions import add_line, attach_receipt, change_line, remove_line
from expenses.claims.lines.forms import NO_OFFER, CategoryForm, ReceiptForm, form_for
from expenses.claims.lines.queries import choice_of, usual_day
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.pricing.rules import entry_of, wants_fee
from expenses.claims.queries import written_by
from expenses.policies.rates.rules import NoRate
from expenses.policies.states import Category


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
def choose(request: PersonRequest, ref: str) -> HttpResponse:
    """Choose what to add."""
    claim = permissions.get_visible_or_404(written_by(request.user), ref)
    form = CategoryForm(request.POST or None, submit_label=_("Continue"))
    if not wants_fee(choice_of(claim)):
        form.leave_out(Category.FEE)
    if request.method == "POST" and form.is_valid():
        return redirect("my_lines:add", ref, form.cleaned_data["category"])
    return _page(request, claim, form, _("What would you like to add?"))


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def add(request: PersonRequest, ref: str, category: str) -> HttpResponse:
    """Add one line."""
    claim = permissions.get_visible_or_404(written_by(request.user), ref)
    if category not in Category.values:
        raise Http404
    form = _form(request, claim, category, {"activity_date": usual_day(claim)})
    if request.method == "POST" and form.is_valid() and _save(request, form, None):
        return redirect(_back(request, ref))
    return _page(request, claim, form, Category(category).label)


def _back(request: PersonRequest, ref: str) -> str:
    """Return where somebody came from: the page of other costs, else the claim."""
    page = "costs" if request.GET.get("then") == "costs" else "detail"
    return reverse(f"my_claims:{page}", args=[ref])


def _form(request: PersonRequest, claim: Claim, category: str, initial: dict[str, Any]) -> Any:
    form = form_for(category)
    return form(request.POST or None, request.FILES or None, claim=claim, category=category, initial=initial)


def _save(request: PersonRequest, form: Any, line: ClaimLine | None) -> bool:
    """Add or change a line, with its receipt. Puts a refusal on the form and returns False."""
    try:
        if line is None:
            line = add_line(form.claim, entry=form.entry(), by=request.user)
        else:
            line = change_line(line, entry=form.entry(), by=request.user)
        if receipt := form.cleaned_data.get("receipt"):
            attach_receipt(line, clean=receipt, by=request.user)
    except (NoRate, transitions.TransitionRefused) as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Saved: %(amount)s.") % {"amount": pounds(line.amount_pence)})
    return True


def _line(request: PersonRequest, ref: str, line_ref: str) -> ClaimLine:
    claim = permissions.get_visible_or_404(written_by(request.user), ref)
    line = permissions.get_visible_or_404(claim.lines.select_related("rate"), line_ref)
    line.claim = claim
    return line


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def change(request: PersonRequest, ref: str, line_ref: str) -> HttpResponse:
    """Change one line."""
    line = _line(request, ref, line_ref)
    typed = vars(entry_of(line)).copy()
    typed["offer"] = typed["offer"] or NO_OFFER
    if line.return_journey:
        typed["miles_tenths"] //= 2
    form = _form(request, line.claim, line.category, typed)
    if request.method == "POST" and form.is_valid() and _save(request, form, line):
        return redirect(_back(request, ref))
    return _page(request, line.claim, form, line.get_category_display())


@require_POST
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def remove(request: PersonRequest, ref: str, line_ref: str) -> HttpResponse:
    """Take one line off."""
    line = _line(request, ref, line_ref)
    submit(request, None, lambda: remove_line(line, by=request.user), done=_("Removed from your claim."))
    return redirect(_back(request, ref))


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def add_receipt(request: PersonRequest, ref: str, line_ref: str) -> HttpResponse:
    """Add a receipt to a line."""
    line = _line(request, ref, line_ref)
    form = ReceiptForm(request.POST or None, request.FILES or None)
    if submit(
        request,
        form,
        lambda: attach_receipt(line, clean=form.cleaned_data["receipt"], by=request.user),
        done=_("The receipt is added."),
    ):
        return redirect(_back(request, ref))
    heading = _("Add a receipt for %(what)s") % {"what": line.description or line.get_category_display()}
    return _page(request, line.claim, form, heading)


def _page(request: PersonRequest, claim: Claim, form: Any, heading: LazyStr) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "caption": claim.title,
        "back_url": _back(request, claim.ref),
    }
    return render(request, "layouts/form_page.html", context)
