"""A meeting as a file, and somebody's meetings for their calendar program."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import AuthenticatedRequest
from projects.meetings.calendar import queries, rules
from projects.meetings.planning import queries as planning_queries

CALENDAR = "text/calendar; charset=utf-8"


def calendar_response(content: bytes) -> HttpResponse:
    """Return a calendar file under a name that tells nothing."""
    headers = {
        "Content-Disposition": 'attachment; filename="meeting.ics"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=CALENDAR, headers=headers)


@require_safe
@permissions.staff_required
def meeting_file(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The meeting for my own calendar."""
    meeting = planning_queries.get_meeting(request.user, ref)
    path = reverse("meetings:detail", args=[ref])
    person = request.user.person or meeting.organiser
    return calendar_response(rules.file_for(meeting, person, path=path))


@login_not_required
@require_safe
def file_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """One meeting for the calendar of who was asked to it: the link in their mail is all it has to show."""
    invitation = planning_queries.invitation_of_file(token)
    if invitation is None:
        raise Http404
    path = rules.path_for(invitation)
    return calendar_response(rules.file_for(invitation.meeting, invitation.person, path=path))


def never_in_clear(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse what came over plain HTTP, where others are redirected: the secret of its address is out."""

    @wraps(view)
    def in_secret(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return HttpResponseForbidden(_("This address begins with https."), content_type="text/plain")
        return view(request, *args, **kwargs)

    return in_secret


@login_not_required
@require_safe
@never_in_clear
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody's meetings, for their calendar program: the address is all it has to show."""
    person = queries.owner_of(secret)
    if person is None:
        raise Http404
    return calendar_response(queries.feed_of(person))
