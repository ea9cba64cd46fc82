"""What a public contributor sees of a payment, and where they say whether it came."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from contributors.accounts.step_up.decorators import proof_within_the_hour
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from expenses.claims.models import Claim
from expenses.payments.questions import actions
from expenses.payments.questions.forms import ConfirmForm
from expenses.payments.questions.states import Answer
from expenses.payments.runs import notifications
from expenses.payments.runs.models import Payment
from expenses.payments.states import Result

THANKS = {
    Answer.CAME: gettext_lazy("Thank you for telling us."),
    Answer.NOT_YET: gettext_lazy("Thank you for telling us. We will look into it and answer you."),
    Answer.WRONG: gettext_lazy("Thank you for telling us. We will look into it and answer you."),
}


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@proof_within_the_hour
@idempotent
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """The payments of one claim, and the question whether the newest came."""
    claim = permissions.get_visible_or_404(Claim.objects.of(request.person), ref)
    payments = list(
        Payment.objects.of(request.person)
        .filter(claim=claim)
        .select_related("run__organisation", "claim")
        .prefetch_related("confirmations__reply")
        .order_by("-id")
    )
    newest = payments[0] if payments and payments[0].result == Result.PAID else None
    form = ConfirmForm(request.POST or None) if newest else None
    if (
        newest
        and form
        and submit(
            request,
            form,
            lambda: actions.confirm(newest, **form.cleaned_data, by=request.user),
            done=lambda said: str(THANKS[Answer(said.answer)]),
        )
    ):
        return redirect("my_payments:detail", claim.ref)
    context = {
        "claim": claim,
        "payments": [
            {"payment": one, "number": len(payments) - place, **notifications.facts(one)}
            for place, one in enumerate(payments)
        ],
        "form": form if newest and not came(newest) else None,
        "heading": _("Your payment"),
        "caption": _("Claim %(ref)s") % {"ref": claim.ref},
        "back_url": reverse("my_claims:detail", args=[claim.ref]),
    }
    return render(request, "payments/my_detail.html", context)


def came(payment: Payment) -> bool:
    """Say whether the payee told us last that it came: then the question is answered."""
    said = list(payment.confirmations.all())
    return bool(said) and said[-1].answer == Answer.CAME
