"""Every promise one may see, with its dates: made, moved, kept, released."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.paging import Page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.lists import ORDER, PROMISES, SHOW, part_of
from coproduce.foundation.promises.models import Promise

if TYPE_CHECKING:
    from contributors.accounts.models import User


@require_safe
@permissions.staff_required
def promise_list(request: AuthenticatedRequest) -> HttpResponse:
    """List promises, the most urgent first (what is over: the latest first)."""
    show = request.GET.get("show", "")
    seen = Promise.objects.visible_to(request.user).select_related("person", "project", "owner")
    may_hand_over = set(request.user.organisation_ids("hand_over"))

    def of_page(page: Page) -> dict[str, Any]:
        able = [one for one in page if one.may_change_hands and one.organisation_id in may_hand_over]
        return context | {"refs": [one.ref for one in able]}

    context = {
        "show": show,
        "filters": SHOW,
        "may_hand_over": bool(may_hand_over),
        "may_set_up": bool(request.user.organisation_ids("set_up")),
    }
    return lists.answer(
        request,
        PROMISES,
        part_of(seen, show),
        key=ORDER.get(show, "due_at"),
        template="promises/list.html",
        context=of_page,
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
