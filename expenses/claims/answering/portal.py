"""Answering our question about my claim, and asking for a second look."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contributors.people.supporters.decorators import supporters_may
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from expenses.claims.answering import actions
from expenses.claims.answering.forms import AskAgainForm
from expenses.claims.queries import written_by
from expenses.claims.tracking.forms import AnswerForm


@require_POST
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def answer(request: PersonRequest, ref: str) -> HttpResponse:
    """Answer the question on the page of a claim; it is sent again."""
    claim = permissions.get_visible_or_404(written_by(request.user), ref)
    form = AnswerForm(request.POST, claim=claim)
    if submit(
        request,
        form,
        lambda: actions.answer_question(claim, words=form.cleaned_data["words"], by=request.user),
        done=_("Thank you. We have your answer and your claim."),
    ):
        return redirect("my_claims:detail", ref)
    context = {
        "form": form,
        "heading": _("We have a question"),
        "caption": claim.title,
        "lead": claim.question,
        "back_url": reverse("my_claims:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def ask_again(request: PersonRequest, ref: str) -> HttpResponse:
    """Ask that somebody else looks again at what was refused."""
    claim = permissions.get_visible_or_404(written_by(request.user), ref)
    form = AskAgainForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.ask_again(claim, words=form.cleaned_data["words"], by=request.user),
        done=_("Thank you for telling us. Someone else will look at it. This page shows by when."),
    ):
        return redirect("my_claims:detail", ref)
    context = {
        "form": form,
        "heading": _("Ask for a second look"),
        "caption": claim.title,
        "lead": _("Someone who did not decide this claim will look at it again within 10 working days."),
        "back_url": reverse("my_claims:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)
