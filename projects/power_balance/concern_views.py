"""The contact's pages: what was told to them. Everybody else gets 404."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import User
from coproduce.foundation import paging, permissions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from projects.power_balance import concerns
from projects.power_balance.concern_forms import AnswerConcernForm
from projects.power_balance.models import Concern, ConcernContact


@require_safe
@never_cache
@permissions.staff_required
def concern_list(request: AuthenticatedRequest) -> HttpResponse:
    """What was told to me, the latest first."""
    if not ConcernContact.objects.standing().filter(user=request.user).exists():
        raise Http404
    told = Concern.objects.visible_to_contact(request.user).select_related("project", "person")
    context = {"page": paging.page(told, request, key="-id"), "back_url": reverse("staff:home")}
    return render(request, "power_balance/concerns.html", context)


@require_safe
@never_cache
@sensitive_variables()
@permissions.staff_required
def concern(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One concern, in the words of whoever told it."""
    row = _concern(request.user, ref)
    context = {
        "concern": row,
        "words": concerns.words_of(row),
        "answered": concerns.answer_of(row),
        "by_hand": row.person is not None and not concerns.told_by_mail(row.person),
        "back_url": reverse("power_balance:concerns"),
    }
    return render(request, "power_balance/concern.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@permissions.staff_required
@idempotent
def answer_concern(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Answer somebody who gave their name or took a code."""
    row = _concern(request.user, ref)
    if row.answer_by is None:
        raise Http404
    form = AnswerConcernForm(request.POST or None)
    if row.code_hash:
        form.fields["words"].help_text = _("Whoever has the code can read it. Do not repeat what they told.")
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Your answer is saved."), form):
            concerns.answer_concern(row, words=form.cleaned_data["words"])
        if not form.errors:
            return redirect("power_balance:concern", ref)
    context = {
        "form": form,
        "heading": _("Your answer"),
        "layout": "layouts/staff.html",
        "back_url": reverse("power_balance:concern", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_POST
@permissions.staff_required
@idempotent
def finish(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that it is done."""
    row = _concern(request.user, ref)
    with report_outcome(request, _("It is marked as done.")):
        concerns.finish(row)
    return redirect("power_balance:concern", ref)


def _concern(user: User, ref: str) -> Concern:
    return permissions.get_visible_or_404(
        Concern.objects.visible_to_contact(user).select_related("project", "person"), ref
    )
