from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from contributors.accounts.rules import counts_as_staff
from contributors.people.supporters.models import Supporter
from coproduce.foundation.pages.requests import signed_in

V = TypeVar("V", bound=Callable[..., HttpResponseBase])

HELPING = "helping"  # in the session: the reference of the Supporter row


def helping(request: HttpRequest) -> Supporter | None:
    """Return whom this session helps; a permission that has ended is forgotten."""
    if not signed_in(request) or not (ref := request.session.get(HELPING)):
        return None
    mine = Supporter.objects.in_use().filter(ref=ref, helper=request.user.person)
    found = None if counts_as_staff(request.user) else mine.select_related("person", "helper").first()
    if found is None:
        del request.session[HELPING]
    return found
