from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from contributors.accounts.rules import counts_as_staff
from contributors.people.supporters.models import Supporter
from coproduce.foundation.pages.presenters import promise_row
from coproduce.foundation.pages.requests import signed_in
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.queries import between

V = TypeVar("V", bound=Callable[..., HttpResponseBase])

SHOWN = 20
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


def waiting_for(supporter: Supporter) -> list[dict[str, str]]:
    """Return what we wait for from the person who is helped, as far as the supporter may do it."""
    rows = between(supporter.person).open().filter(side=Side.CONTRIBUTOR, person=supporter.person)
    rows = rows.select_related("project").order_by("due_at", "id")
    return [promise_row(row, for_staff=False) for row in rows if _may_do(supporter, row)][:SHOWN]


def _may_do(supporter: Supporter, promise: Promise) -> bool:
    """Say whether the page where a promise is kept is open to the supporter."""
    path = promise.portal_path
    wanted = getattr(resolve(path).func, "supporters_may", "") if path else ""
    return supporter.may(wanted)
