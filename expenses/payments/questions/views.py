"""What a payee said about a payment, and what finance answers."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.claims.models import Claim
from expenses.payments.questions import actions
from expenses.payments.questions.forms import ReplyForm
from expenses.payments.questions.models import Confirmation
from expenses.payments.questions.states import Answer


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_payments")
@idempotent
def question(request: AuthenticatedRequest, claim: str) -> HttpResponse:
    """What a payee said about a payment, and our answer."""
    seen = Claim.objects.filter(organisation__in=request.user.organisation_ids("see_payments"))
    about = permissions.get_visible_or_404(seen.select_related("person"), claim)
    said = (
        Confirmation.objects.filter(payment__claim=about).select_related("payment", "reply").order_by("-id")
    )
    open_one = next((one for one in said if one.answer != Answer.CAME and not hasattr(one, "reply")), None)
    form = ReplyForm(request.POST or None)
    if open_one and submit(
        request,
        form,
        lambda: actions.answer(open_one, **form.cleaned_data, by=request.user),
        done=_("Your answer has been sent."),
    ):
        return redirect("payments:question", about.ref)
    context = {
        "claim": about,
        "said": said,
        "form": form if open_one else None,
        "heading": _("What %(name)s told us about a payment") % {"name": about.person.name},
        "back_url": reverse("payments:list"),
    }
    return render(request, "payments/question.html", context)
