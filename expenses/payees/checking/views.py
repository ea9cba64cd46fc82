from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.payees import actions
from expenses.payees.checking.lists import TO_CHECK
from expenses.payees.forms import CheckForm
from expenses.payees.models import BankDetails
from expenses.payees.recording.models import RecordedRoute


@require_safe
@permissions.permission_required("make_payments")
def to_check(request: AuthenticatedRequest) -> HttpResponse:
    """Changed bank details that wait for a second pair of eyes. Ends of numbers only."""
    rows = BankDetails.objects.to_check(request.user).select_related("person")
    context = {
        "routes": RecordedRoute.objects.to_check(request.user).select_related("person").order_by("id")[:100],
        "back_url": reverse("payments:list"),
    }
    return lists.answer(
        request, TO_CHECK, rows, key="made_at", template="payees/to_check.html", context=context
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@step_up
@idempotent
def check(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say how a change was checked."""
    row = permissions.get_visible_or_404(
        BankDetails.objects.to_check(request.user).select_related("person", "made_by"), ref
    )
    form = CheckForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.check_details(row, **form.cleaned_data, by=request.user),
        done=_("The check is saved."),
    ):
        return redirect("payees:to_check")
    context = {
        "form": form,
        "details": row,
        "heading": _("Check the bank details of %(name)s") % {"name": row.person.name},
        "layout": "layouts/staff.html",
        "back_url": reverse("payees:to_check"),
    }
    return render(request, "payees/check.html", context)
