"""Staff: whether a payment came, as somebody told us."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.on_behalf.queries import scripts
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.claims.queries import seen_by
from expenses.payments.recording import actions
from expenses.payments.recording.forms import RecordCameForm
from expenses.payments.runs.models import Payment
from expenses.payments.states import Result


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def came(request: AuthenticatedRequest, claim: str) -> HttpResponse:
    """Record whether the newest payment of a claim came."""
    found = permissions.get_visible_or_404(seen_by(request.user), claim)
    permissions.allow(request.user, "edit_people", found.organisation_id)
    payment = Payment.objects.filter(claim=found).select_related("claim", "person").order_by("-id").first()
    if payment is None or payment.result != Result.PAID:
        raise Http404
    form = RecordCameForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.record_came(payment, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("claims:detail", claim)
    context = {
        "form": form,
        "heading": _("Record whether the payment arrived"),
        "caption": f"{found.person.name}: {found.title}",
        "layout": "layouts/staff.html",
        "scripts": scripts(payment.person, [payment, found]),
        "back_url": reverse("claims:detail", args=[claim]),
    }
    return render(request, "claims/record.html", context)
