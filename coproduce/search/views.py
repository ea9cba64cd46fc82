"""The page behind the search box of the staff pages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.text import clean_search
from coproduce.search import queries


@never_cache
@require_http_methods(["GET", "POST"])
@permissions.staff_required
def everything(request: AuthenticatedRequest) -> HttpResponse:
    """Find people, projects, roles, meetings, decisions and claims that the user may see.

    The words are posted: they are names, and an address is kept by browsers, proxies and logs.
    """
    typed = clean_search(request.POST.get("words", ""))
    context = {
        "typed": typed,
        "asked": bool(typed),
        "too_short": bool(typed) and not queries.read(typed)[0],
        "found": queries.search(request.user, typed),
    }
    return render(request, "staff/search.html", context)
