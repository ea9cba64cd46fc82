"""Staff give a promise another date, or say that it is no longer owed."""

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.promises.by_hand import actions
from coproduce.foundation.promises.by_hand.forms import MoveForm, ReleaseForm
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.views import may_change


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def move(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give a promise another date."""
    promise = changeable(request, ref)
    form = MoveForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.move_by_hand(
            promise,
            due_at=clock.end_of_day(form.cleaned_data["due_on"]),
            by=request.user,
            why=form.cleaned_data["why"],
        ),
        done=_("The date has changed, and we have told the other side. The old one stays visible."),
    ):
        return redirect("promises:detail", ref)
    return change_page(request, promise, form, _("Change the date"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def release(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that something is no longer owed, and why."""
    promise = changeable(request, ref)
    form = ReleaseForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.release_by_hand(promise, by=request.user, why=form.cleaned_data["why"]),
        done=_("It is no longer owed. We have told the other side, and both sides can read why."),
    ):
        return redirect("promises:detail", ref)
    return change_page(request, promise, form, _("This is no longer owed"))


def change_page(
    request: AuthenticatedRequest, promise: Promise, form: BaseForm, heading: str
) -> HttpResponse:
    """Show a form about one promise."""
    context = {"form": form, "promise": promise, "heading": heading, "layout": "layouts/staff.html"}
    return render(request, "promises/change.html", context)


def changeable(request: AuthenticatedRequest, ref: str) -> Promise:
    """Return an open promise the user may change. Raises Http404 or PermissionDenied."""
    promise = permissions.get_visible_or_404(Promise.objects.visible_to(request.user).open(), ref)
    if not may_change(request.user, promise):
        raise PermissionDenied
    return promise
