"""What I was paid, to keep: one payment as a file, and what each tax year came to."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contributors.accounts.step_up.decorators import proof_within_the_hour
from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import Format, download
from coproduce.foundation.pages.requests import PersonRequest
from expenses.claims.models import Claim
from expenses.payments.remittance.queries import LOADED, as_document, tax_years_of
from expenses.payments.runs.models import Payment


@require_safe
@permissions.contributor_required
@proof_within_the_hour
def tax_years(request: PersonRequest) -> HttpResponse:
    """What I was paid in each tax year: fees, and costs apart."""
    context = {"years": tax_years_of(request.person), "back_url": reverse("my_bank:overview")}
    return render(request, "payments/my_tax_years.html", context)


@require_safe
@permissions.contributor_required
@proof_within_the_hour
def my_file(request: PersonRequest, ref: str, number: int, form: Format) -> HttpResponse:
    """Give the person one of the payments of their claim, the first being number 1."""
    claim = permissions.get_visible_or_404(Claim.objects.of(request.person), ref)
    payments = Payment.objects.of(request.person).filter(claim=claim).select_related(*LOADED)
    numbered = dict(enumerate(payments.order_by("id"), 1))  # one or two: a claim is rarely paid again
    if number not in numbered:
        raise Http404
    name = _("payment-of-claim-%(ref)s") % {"ref": claim.ref}
    return download(as_document(numbered[number], for_payee=True), form, name=name)
