"""The pages for forms that came at a bad moment. Nothing typed is lost."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coproduce.foundation.kept_forms.middleware import sign_in_first
from coproduce.foundation.kept_forms.owners import owner_of
from coproduce.foundation.kept_forms.typed import came_from_us, to_show, typed_fields
from coproduce.foundation.pages.requests import signed_in


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give back what was typed with a fresh token and a button to send it again (trust row 102).

    The button is offered only when the browser says that the form came from our own page: else another
    site could have filled it, and one click would do what the token is there to stop. Whoever is signed
    out signs in first; what another account typed is not shown.
    """
    ours, owner = came_from_us(request), owner_of(request)
    if ours and owner and not signed_in(request) and request.resolver_match:
        return sign_in_first(request, request.resolver_match.func)
    theirs = owner is not None and signed_in(request) and owner.account != request.user.pk
    context = what_was_typed(request) if not theirs else {}
    context |= {"can_resend": ours and not theirs, "theirs": theirs, "action": request.path}
    response = render(request, "csrf_failure.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response


def what_was_typed(request: HttpRequest) -> dict[str, Any]:
    """Return what a page needs to show what was typed, and to send it again."""
    fields = typed_fields(request)
    return {"typed": fields, "shown": to_show(fields), "lost_files": bool(request.FILES)}
