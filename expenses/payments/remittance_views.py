"""What we paid somebody, to keep: for the payee in the portal, for finance from the run."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import Format, download
from coproduce.foundation.requests import AuthenticatedRequest, PersonRequest
from expenses.claims.models import Claim
from expenses.payments.models import Payment
from expenses.payments.remittance import remittance
from expenses.payments.states import Result
from expenses.payments.views import found

LOADED = ("run__organisation", "claim__project", "claim__meeting", "bank_details")


@require_safe
@permissions.contributor_required
def my_file(request: PersonRequest, ref: str, number: int, form: Format) -> HttpResponse:
    """Give the person one of the payments of their claim, the first being number 1."""
    claim = permissions.get_visible_or_404(Claim.objects.of(request.person), ref)
    payments = Payment.objects.of(request.person).filter(claim=claim).select_related(*LOADED)
    numbered = dict(enumerate(payments.order_by("id"), 1))  # one or two: a claim is rarely paid again
    if number not in numbered:
        raise Http404
    return _file(remittance(numbered[number], for_payee=True), form, numbered[number])


@require_safe
@permissions.permission_required("see_payments")
def payment(request: AuthenticatedRequest, ref: str, claim: str) -> HttpResponse:
    """One payment of a run, as the payee reads it."""
    one = _paid(request, ref, claim)
    context = {
        "payment": one,
        "document": remittance(one, for_payee=False),
        "back_url": reverse("payments:detail", args=[ref]),
        "caption": _("%(run)s, %(name)s") % {"run": one.run, "name": one.payee_name},
    }
    return render(request, "payments/payment.html", context)


@require_safe
@permissions.permission_required("see_payments")
def payment_file(request: AuthenticatedRequest, ref: str, claim: str, form: Format) -> HttpResponse:
    """One payment of a run as a file, to send to somebody who reads no email."""
    one = _paid(request, ref, claim)
    return _file(remittance(one, for_payee=False), form, one)


def _paid(request: AuthenticatedRequest, ref: str, claim: str) -> Payment:
    left_the_bank = found(request, ref).payments.filter(result__in=[Result.PAID, Result.BOUNCED])
    return get_object_or_404(left_the_bank.select_related(*LOADED), claim__ref=claim)


def _file(document: Any, form: Format, one: Payment) -> HttpResponse:
    return download(document, form, name=_("payment-of-claim-%(ref)s") % {"ref": one.claim.ref})
