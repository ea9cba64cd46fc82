"""My meetings in my calendar: a file, or an address that I make and stop."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contributors.people.models import Person
from contributors.people.supporters.decorators import supporters_may
from coproduce.foundation import permissions
from coproduce.foundation.encryption import decrypt, encrypt
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from projects.meetings.calendar import actions, queries, rules
from projects.meetings.calendar.views import calendar_response
from projects.meetings.planning import queries as planning_queries


@require_safe
@supporters_may("dates")
@permissions.contributor_required
def meeting_file(request: PersonRequest, ref: str) -> HttpResponse:
    """The meeting for my own calendar. Nobody else is named in it."""
    invitation = planning_queries.get_invitation(request.person, ref)
    path = reverse("my_meetings:detail", args=[ref])
    return calendar_response(rules.file_for(invitation.meeting, invitation.person, path=path))


@require_safe
@permissions.contributor_required
def feed(request: PersonRequest) -> HttpResponse:
    """Say what a calendar address is; right after it was made, show it, this once."""
    person = request.person
    context = {
        "feed": queries.feed_address(person),
        "stopped": queries.stopped_for_safety(person),
        "address": _taken_from_session(request, person),
        "person": person,
        "back_url": reverse("my_meetings:list"),
    }
    return render(request, "meetings/my_calendar.html", context)


@require_POST
@permissions.contributor_required
@idempotent
def make_feed(request: PersonRequest) -> HttpResponse:
    """Make a new address. It waits, sealed, in the session for the one page that shows it."""
    person = request.person
    secret = actions.make_feed(person, by=request.user)
    request.session[_place(person)] = encrypt(secret, bound_to=_place(person))
    messages.success(request, _("Your calendar address is ready."))
    return redirect("my_meetings:my_calendar")


@require_POST
@permissions.contributor_required
@idempotent
def stop_feed(request: PersonRequest) -> HttpResponse:
    """Stop my address."""
    person = request.person
    actions.stop_feed(person, by=request.user)
    request.session.pop(_place(person), None)
    messages.success(
        request, _("Your calendar address has been stopped. Nobody can use it to see your meetings.")
    )
    return redirect("my_meetings:my_calendar")


def _taken_from_session(request: HttpRequest, person: Person) -> str:
    sealed = request.session.pop(_place(person), "")
    if not sealed:
        return ""
    path = reverse("meetings:feed", args=[decrypt(sealed, bound_to=_place(person))])
    return f"{settings.SITE_URL}{path}"


def _place(person: Person) -> str:
    return f"calendar_address:{person.ref}"
