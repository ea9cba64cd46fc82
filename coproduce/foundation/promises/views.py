"""Every promise one may see, with its dates: made, moved, kept, released."""

from typing import TYPE_CHECKING

from django.contrib import messages as banners
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages import paging
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.promises import actions, kinds
from coproduce.foundation.promises.forms import MoveForm, ReleaseForm
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise, PromiseQuerySet

if TYPE_CHECKING:
    from contributors.accounts.models import User

SHOW = {
    "late": gettext_lazy("Late"),
    "we_owe": gettext_lazy("What we owe"),
    "we_wait_for": gettext_lazy("What we are waiting for"),
    "kept": gettext_lazy("Kept"),
}


def chosen(rows: PromiseQuerySet, show: str) -> PromiseQuerySet:
    """Return the promises of one filter; an unknown filter shows all that are open."""
    if show == "late":
        return rows.overdue()
    if show == "kept":
        return rows.exclude(kept_at=None)
    sides = {"we_owe": Side.ORGANISATION, "we_wait_for": Side.CONTRIBUTOR}
    return rows.open().filter(side=sides[show]) if show in sides else rows.open()


@require_safe
@permissions.staff_required
def promise_list(request: AuthenticatedRequest) -> HttpResponse:
    """List promises, the most urgent first (kept ones: the latest first)."""
    show = request.GET.get("show", "")
    seen = Promise.objects.visible_to(request.user).select_related("person", "project", "owner")
    rows = chosen(seen, show)
    page = paging.page(rows, request, key="-kept_at" if show == "kept" else "due_at")
    return render(request, "promises/list.html", {"page": page, "show": show, "filters": SHOW})


@require_safe
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Show one promise and every date it has had."""
    seen = Promise.objects.visible_to(request.user).select_related("person", "project", "owner", "kept_by")
    promise = permissions.get_visible_or_404(seen, ref)
    context = {
        "promise": promise,
        "staff_path": promise.staff_path_for(request.user),
        "earlier_dates": list(promise.earlier_dates.select_related("by")),
        "may_change": promise.is_open and may_change(request.user, promise),
    }
    return render(request, "promises/detail.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def move(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give a promise another date."""
    promise = changeable(request, ref)
    form = MoveForm(request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            actions.move_one(
                promise,
                due_at=clock.end_of_day(form.cleaned_data["due_on"]),
                by=request.user,
                why=form.cleaned_data["why"],
            )
        banners.success(request, _("The date has changed. The old one stays visible."))
        return HttpResponseRedirect(reverse("promises:detail", args=[ref]))
    return change_page(request, promise, form, _("Change the date"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def release(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that something is no longer owed, and why."""
    promise = changeable(request, ref)
    form = ReleaseForm(request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            actions.release_one(promise, by=request.user, why=form.cleaned_data["why"])
        banners.success(request, _("It is no longer owed. Both sides can read why."))
        return HttpResponseRedirect(reverse("promises:detail", args=[ref]))
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


def may_change(user: "User", promise: Promise) -> bool:
    """Say whether the user may move or release a promise by hand: never what an app's own steps decide."""
    return user.can("edit_project", promise.organisation_id) and kinds.get(promise.kind).by_hand
