"""Every promise one may see, with its dates: made, moved, kept, released."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.lists import PROMISES
from coproduce.foundation.promises.models import Promise, PromiseQuerySet

if TYPE_CHECKING:
    from contributors.accounts.models import User

SHOW = {
    "late": gettext_lazy("Late"),
    "we_owe": gettext_lazy("What we owe"),
    "we_wait_for": gettext_lazy("What we are waiting for"),
    "waiting": gettext_lazy("Waiting for something"),
    "kept": gettext_lazy("Kept"),
    "released": gettext_lazy("No longer owed"),
}

ORDER = {"kept": "-kept_at", "released": "-released_at"}


def chosen(rows: PromiseQuerySet, show: str) -> PromiseQuerySet:
    """Return the promises of one filter; an unknown filter shows all that are open."""
    if show == "late":
        return rows.overdue()
    if show == "kept":
        return rows.exclude(kept_at=None)
    if show == "released":
        return rows.exclude(released_at=None)
    if show == "waiting":
        return rows.open().exclude(waiting_since=None)
    sides = {"we_owe": Side.ORGANISATION, "we_wait_for": Side.CONTRIBUTOR}
    return rows.open().filter(side=sides[show]) if show in sides else rows.open()


@require_safe
@permissions.staff_required
def promise_list(request: AuthenticatedRequest) -> HttpResponse:
    """List promises, the most urgent first (what is over: the latest first)."""
    show = request.GET.get("show", "")
    seen = Promise.objects.visible_to(request.user).select_related("person", "project", "owner")
    rows = chosen(seen, show)
    context = {
        "show": show,
        "filters": SHOW,
        "may_hand_over": bool(request.user.organisation_ids("hand_over")),
        "may_set_up": bool(request.user.organisation_ids("set_up")),
    }
    return lists.answer(
        request,
        PROMISES,
        rows,
        key=ORDER.get(show, "due_at"),
        template="promises/list.html",
        context=context,
    )


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
        "earlier_owners": list(promise.earlier_owners.select_related("owner")),
        "escalations": list(promise.escalations.exclude(to=None).select_related("to")),
        "waits": list(promise.waits.filter(ended_at=None).select_related("settled_by__owner")),
        "may_change": promise.is_open and may_change(request.user, promise),
    }
    return render(request, "promises/detail.html", context)


def may_change(user: "User", promise: Promise) -> bool:
    """Say whether the user may move or release a promise by hand: never what an app's own steps decide."""
    return user.can("edit_project", promise.organisation_id) and kinds.get(promise.kind).by_hand
