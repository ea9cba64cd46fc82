"""Pages that rest for a while after a change of mailbox: whoever took a mailbox over finds them closed.

The owner was told at the old mailbox, and has this long to say that it was not them.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.pages.requests import signed_in

REST = dt.timedelta(hours=24)
MONEY = {"my_bank", "my_recognition", "my_claims", "my_lines", "my_payments", "my_advances", "my_bookings"}
RESTING = MONEY | {"my_equality", "my_data", "my_panels"}
RESTING_PAGES = {f"my_power_balance:{name}" for name in ("my_concerns", "raise_concern", "concern_sent")}


def rests_until(person: Person | None) -> dt.datetime | None:
    """Return until when a person's private pages rest, or None."""
    if person is None or person.mailbox_changed_at is None:
        return None
    ends = person.mailbox_changed_at + REST
    return ends if ends > clock.now() else None


class RestAfterNewMailbox:
    """Answers in place of the pages that rest. It stands behind what says who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not ({match.namespace} & RESTING or {match.view_name} & RESTING_PAGES):
            return None
        ends = rests_until(request.user.person) if signed_in(request) else None
        return render(request, "people/rests.html", {"ends": ends}, status=403) if ends else None
