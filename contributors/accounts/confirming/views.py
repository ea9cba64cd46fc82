"""Staff: the roles that wait for a second person, and the yes or no to each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.confirming import actions, queries
from contributors.accounts.confirming.forms import ConfirmRoleForm
from contributors.accounts.models import StaffRole
from contributors.accounts.roles import SENTENCES, Role
from contributors.accounts.rules import counts_as_staff
from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.transitions import TransitionRefused


@require_safe
def waiting(request: AuthenticatedRequest) -> HttpResponse:
    """Every role that waits for me."""
    if not counts_as_staff(request.user):
        raise Http404
    context = {"roles": queries.waiting_for(request.user), "back_url": reverse("home")}
    return render(request, "account/confirming/waiting.html", context)


@require_http_methods(["GET", "POST"])
@step_up
def confirm(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say who asks for whom, what looks odd about the account, and take the yes."""
    role = _find(request, pk)
    found = queries.doubts(role)
    form = ConfirmRoleForm(request.POST if request.method == "POST" else None, doubts=found)
    if form.is_valid():
        try:
            actions.confirm(role, by=request.user)
        except TransitionRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The role counts from now on. Who asked for it is told."))
        return redirect("confirm_roles")
    context = {
        "form": form,
        "role": role,
        "sentence": SENTENCES[Role(role.role)],
        "doubts": found,
        "heading": _("Is this right?"),
        "layout": "layouts/staff.html",
        "back_url": reverse("confirm_roles"),
    }
    return render(request, "account/confirming/confirm.html", context)


@require_POST
@step_up
def refuse(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say no."""
    try:
        actions.refuse(_find(request, pk), by=request.user)
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You said no. Who asked for the role is told."))
    return redirect("confirm_roles")


def _find(request: AuthenticatedRequest, pk: int) -> StaffRole:
    for role in queries.waiting_for(request.user):
        if role.pk == pk:
            return role
    raise Http404
