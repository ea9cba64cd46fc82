"""The pages for forms that came at a bad moment. Nothing typed is lost."""

import logging
import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader
from django.views.defaults import server_error as plain_server_error

from coproduce.foundation.database.lost import DATABASE_AWAY, may_try_again
from coproduce.foundation.kept_forms.middleware import sign_in_first
from coproduce.foundation.kept_forms.owners import FIELD, owner_of
from coproduce.foundation.kept_forms.typed import came_from_us, to_show, typed_fields
from coproduce.foundation.pages.requests import signed_in
from coproduce.foundation.uploads.storage import StorageFull

log = logging.getLogger(__name__)


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
    context["private"] = is_private(request)
    response = render(request, "csrf_failure.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response


def is_private(request: HttpRequest) -> bool:
    """Say whether what is sent here must stand on no page again."""
    return bool(request.resolver_match and getattr(request.resolver_match.func, "never_kept", False))


def what_was_typed(request: HttpRequest) -> dict[str, Any]:
    """Return what a page needs to show what was typed, and to send it again."""
    fields = typed_fields(request)
    return {"typed": fields, "shown": to_show(fields), "lost_files": bool(request.FILES)}


def server_error(request: HttpRequest) -> HttpResponse:
    """The page after an error of ours: with what was typed, when it was the database or the disk."""
    error = sys.exc_info()[1]
    if isinstance(error, (*DATABASE_AWAY, StorageFull)):
        page = not_saved(request, files_full=isinstance(error, StorageFull))
        page.may_try_again = isinstance(error, DATABASE_AWAY) and may_try_again(error)  # type: ignore[attr-defined]
        return page
    return plain_server_error(request)


def cannot_open(request: HttpRequest, error: Exception) -> HttpResponse:
    """Say that one thing on a page cannot be read, and who helps. Nothing was changed."""
    log.error("a sealed value of %s does not open", error)
    response = render(request, "cannot_open.html", status=409)
    response["Cache-Control"] = "no-store"
    return response


def not_saved(request: HttpRequest, *, files_full: bool = False) -> HttpResponse:
    """Say that the database is away or the disk is full, and give back what was typed with a button.

    The button sends the same fields with the same key: what was stored after all is not stored twice. It
    stands there only for a form of our own pages, as the token may not have been looked at yet. Nothing
    here asks the database.
    """
    context: dict[str, Any] = {"files_full": files_full, "path": request.get_full_path()}
    if request.method == "POST":
        context |= what_was_typed(request) | {"was_sent": True}
        if came_from_us(request) and owner_of(request) and not is_private(request):
            context |= {"can_resend": True, "csrf_token": get_token(request)}
            context |= {"owner_name": FIELD, "owner": request.POST[FIELD]}
    page = HttpResponse(loader.render_to_string("not_saved.html", context), status=503)
    page["Cache-Control"], page["Retry-After"] = "no-store", "30"
    return page
