"""What we paid somebody, for finance: from the run, as the payee reads it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import Format, download
from coproduce.foundation.pages.requests import AuthenticatedRequest
from expenses.payments.queries import find_run
from expenses.payments.remittance.queries import LOADED, as_document
from expenses.payments.runs.models import Payment
from expenses.payments.states import Result


@require_safe
@permissions.permission_required("see_payments")
def payment(request: AuthenticatedRequest, ref: str, claim: str) -> HttpResponse:
    """One payment of a run, as the payee reads it."""
    one = _paid(request, ref, claim)
    context = {
        "payment": one,
        "document": as_document(one, for_payee=False),
        "back_url": reverse("payments:detail", args=[ref]),
        "caption": _("%(run)s, %(name)s") % {"run": one.run, "name": one.payee_name},
    }
    return render(request, "payments/payment.html", context)


@require_safe
@permissions.permission_required("see_payments")
def payment_file(request: AuthenticatedRequest, ref: str, claim: str, form: Format) -> HttpResponse:
    """One payment of a run as a file, to send to somebody who reads no email."""
    one = _paid(request, ref, claim)
    name = _("payment-of-claim-%(ref)s") % {"ref": one.claim.ref}
    return download(as_document(one, for_payee=False), form, name=name)


def _paid(request: AuthenticatedRequest, ref: str, claim: str) -> Payment:
    left_the_bank = find_run(request.user, ref).payments.filter(result__in=[Result.PAID, Result.BOUNCED])
    return get_object_or_404(left_the_bank.select_related(*LOADED), claim__ref=claim)
