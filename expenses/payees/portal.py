from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.step_up.decorators import proof_within_the_hour, step_up
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.kept_forms.decorators import never_kept
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from expenses.payees import actions
from expenses.payees.forms import BankForm, ConfirmForm, RouteForm, carry
from expenses.payees.models import BankDetails, PayPreference
from expenses.payees.rules import ClearDetails, route_of
from expenses.payees.states import BankState


@require_safe
@permissions.contributor_required
@proof_within_the_hour
def overview(request: PersonRequest) -> HttpResponse:
    """How I am paid: the way, and my bank details as far as anybody sees them."""
    person = request.person
    live = {row.status: row for row in person.bank_details.exclude(status=BankState.SUPERSEDED)}
    preference = PayPreference.objects.filter(person=person).first()
    context = {
        "preference": preference,
        "route": route_of(preference),
        "active": live.get(BankState.ACTIVE),
        "pending": live.get(BankState.PENDING),
        "back_url": reverse("portal:home"),
    }
    return render(request, "payees/my_overview.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@proof_within_the_hour
@idempotent
def choose(request: PersonRequest) -> HttpResponse:
    """Choose how I am paid."""
    preference = PayPreference.objects.filter(person=request.person).first()
    initial = {name: getattr(preference, name) for name in RouteForm.base_fields} if preference else {}
    form = RouteForm(request.POST or None, initial=initial)
    if submit(
        request,
        form,
        lambda: actions.choose_route(request.person, **form.cleaned_data, by=request.user),
        done=_("Saved. You can change it at any time."),
    ):
        return redirect("my_bank:overview")
    return render(request, "layouts/form_page.html", _page(form, _("How you want to be paid")))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@step_up
@never_kept
def change(request: PersonRequest) -> HttpResponse:
    """Type bank details; the next page shows them once more. Nothing is kept yet."""
    form = BankForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        clear = form.clear()
        confirm = ConfirmForm(
            initial={"sealed": carry(clear, user_id=request.user.pk)}, user_id=request.user.pk
        )
        return _check_page(request, confirm, clear)
    page = _page(form, _("Your bank details")) | {
        "lead": _("We only use them to pay you. Nobody can read them on a page.")
    }
    return _not_kept(render(request, "payees/my_change.html", page))


def _check_page(request: PersonRequest, form: ConfirmForm, clear: ClearDetails) -> HttpResponse:
    form.action = reverse("my_bank:confirm")
    page = _page(form, _("Check your bank details")) | {"typed": clear, "back_url": reverse("my_bank:change")}
    page["first"] = not request.person.bank_details.exists()
    return _not_kept(render(request, "payees/my_check.html", page))


def _not_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


@sensitive_post_parameters()
@require_POST
@permissions.contributor_required
@step_up
@idempotent
@never_kept
def confirm(request: PersonRequest) -> HttpResponse:
    """Save the bank details that were on the check page."""
    form = ConfirmForm(request.POST, user_id=request.user.pk)
    if submit(
        request,
        form,
        lambda: actions.save_details(request.person, clear=form.cleaned_data["sealed"], by=request.user),
        done=_said_of,
    ):
        return redirect("my_bank:overview")
    # The check page is too old, or somebody else's: what was typed is typed again, and nothing was kept.
    messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("my_bank:change")


def _said_of(saved: BankDetails) -> str:
    if saved.status == BankState.ACTIVE:
        return _("Saved. We can pay you now.")
    return _("Saved. For your safety we wait before we use new details.")


def _page(form: Any, heading: str) -> dict[str, Any]:
    return {"form": form, "heading": heading, "back_url": reverse("my_bank:overview")}
