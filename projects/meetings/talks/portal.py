"""Public members read of talks of staff before a meeting, and the notes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import PersonRequest
from projects.meetings.talks import queries


@require_safe
@permissions.contributor_required
def my_talk(request: PersonRequest, ref: str) -> HttpResponse:
    """A talk of staff before a meeting of one of my projects, with its notes."""
    talk = queries.get_my_talk(request.person, ref)
    context = {
        "talk": talk,
        "meeting": talk.meeting,
        "back_url": reverse("my_projects:detail", args=[talk.meeting.project.ref]),
    }
    return render(request, "meetings/my_talk.html", context)
