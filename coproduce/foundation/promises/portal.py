"""A public contributor reads every promise between them and us, and what became of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.promises import queries
from coproduce.foundation.promises.lists import MY_PROMISES


@require_safe
@permissions.contributor_required
def promise_list(request: PersonRequest) -> HttpResponse:
    """List promises, the latest first: open, kept, and those that are no longer owed, with the reason."""
    rows = queries.between(request.person).select_related("project")
    return lists.answer(
        request, MY_PROMISES, rows, key="-made_at", template="promises/my_list.html", context={}
    )


@require_safe
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """Show one promise: its days, what it waits for, and how it ended."""
    promise = permissions.get_visible_or_404(queries.between(request.person).select_related("project"), ref)
    context = {"promise": promise, "earlier_dates": list(promise.earlier_dates.all())}
    return render(request, "promises/my_detail.html", context)
