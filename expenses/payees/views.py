from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.step_up import step_up
from coproduce.foundation import access, paging
from coproduce.foundation.once import once
from coproduce.foundation.requests import AuthenticatedRequest
from expenses.payees import actions
from expenses.payees.forms import CheckForm
from expenses.payees.models import BankDetails
from projects.team.answers import answer


@require_safe
@access.capable("make_payments")
def to_check(request: AuthenticatedRequest) -> HttpResponse:
    """Changed bank details that wait for a second pair of eyes. Ends of numbers only."""
    rows = BankDetails.objects.to_check(request.user).select_related("person")
    context = {"page": paging.page(rows, request, key="made_at"), "back_url": reverse("payments:list")}
    return render(request, "expenses/payees/to_check.html", context)


@require_http_methods(["GET", "POST"])
@access.capable("make_payments")
@step_up
@once
def check(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say how a change was checked."""
    row = access.find(BankDetails.objects.to_check(request.user).select_related("person", "made_by"), ref)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with answer(request, _("The check is saved.")):
            actions.check_details(row, **form.arguments(), by=request.user)
        return redirect("payees:to_check")
    context = {
        "form": form,
        "details": row,
        "heading": _("Check the bank details of %(name)s") % {"name": row.person.name},
        "layout": "layouts/desk.html",
        "back_url": reverse("payees:to_check"),
    }
    return render(request, "expenses/payees/check.html", context)
