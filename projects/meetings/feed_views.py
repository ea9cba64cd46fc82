"""My meetings in my calendar: the page where I make or stop an address, and the calendar at that address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.encryption import decrypt, encrypt
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import PersonRequest
from projects.meetings import feed
from projects.meetings.models import CalendarFeed
from projects.meetings.taking_part_views import calendar_response


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody's meetings, for their calendar program: the address is all it has to show."""
    person = feed.owner_of(secret)
    if person is None:
        raise Http404
    return calendar_response(feed.content(person))


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest) -> HttpResponse:
    """Say what a calendar address is; right after it was made, show it, this once."""
    person = request.person
    context = {
        "feed": CalendarFeed.objects.filter(person=person).first(),
        "address": _taken_from_session(request, person),
        "person": person,
        "back_url": reverse("my_meetings:list"),
    }
    return render(request, "meetings/my_calendar.html", context)


@require_POST
@permissions.contributor_required
@idempotent
def make(request: PersonRequest) -> HttpResponse:
    """Make a new address. It waits, sealed, in the session for the one page that shows it."""
    person = request.person
    secret = feed.make(person, by=request.user)
    request.session[_place(person)] = encrypt(secret, bound_to=_place(person))
    messages.success(request, _("Your calendar address is ready."))
    return redirect("my_meetings:my_calendar")


@require_POST
@permissions.contributor_required
@idempotent
def stop(request: PersonRequest) -> HttpResponse:
    """Stop my address."""
    person = request.person
    feed.stop(person, by=request.user)
    request.session.pop(_place(person), None)
    messages.success(request, _("Your calendar address has stopped. Nobody can see your meetings with it."))
    return redirect("my_meetings:my_calendar")


def _taken_from_session(request: HttpRequest, person: Person) -> str:
    sealed = request.session.pop(_place(person), "")
    if not sealed:
        return ""
    path = reverse("meetings:feed", args=[decrypt(sealed, bound_to=_place(person))])
    return f"{settings.SITE_URL}{path}"


def _place(person: Person) -> str:
    return f"calendar_address:{person.ref}"
