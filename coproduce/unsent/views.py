"""The page with what was kept when a session ended, and the button that sends it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contributors.people.supporters.decorators import AS_THEMSELVES, supporters_may
from coproduce.foundation.kept_forms import actions, cookie
from coproduce.foundation.kept_forms.owners import Owner
from coproduce.foundation.kept_forms.typed import to_show
from coproduce.foundation.pages.requests import AuthenticatedRequest


@require_safe
@never_cache
@supporters_may(AS_THEMSELVES)
def kept_forms(request: AuthenticatedRequest) -> HttpResponse:
    """Show what I typed when I was signed out, each with a button to send it. Nobody else's is shown."""
    secret = request.COOKIES.get(cookie.COOKIE, "")
    found = actions.kept_for(request.user.pk, secret=secret) if secret else []
    if secret and not found:
        cookie.forget_cookie(request)
    helping = request.user.helping
    acts_for = helping.person_id if helping else Owner.of(request.user).person
    forms = [
        {
            "ref": row.ref,
            "inside": inside,
            "shown": to_show(inside.fields),
            "for_this_person": inside.person in (None, acts_for),
            "until": row.kept_until,
        }
        for row, inside in found
    ]
    return render(request, "kept_forms.html", {"forms": forms})


@require_POST
@supporters_may(AS_THEMSELVES)
def throw_away(request: AuthenticatedRequest) -> HttpResponse:
    """Delete what was kept here, unsent."""
    if secret := request.COOKIES.get(cookie.COOKIE, ""):
        actions.discard(request.user.pk, secret=secret)
        cookie.forget_cookie(request)
    return redirect("home")
