"""Talks of staff before a meeting: staff declare them and share notes, public members read both."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import access
from coproduce.foundation.once import once
from coproduce.foundation.requests import AuthenticatedRequest, PersonRequest
from projects.meetings import access as reach
from projects.meetings import talks
from projects.meetings.models import Meeting
from projects.meetings.talk_forms import NotesForm, TalkForm
from projects.meetings.views import DESK
from projects.team.answers import answer


@require_http_methods(["GET", "POST"])
@access.staff
@once
def declare(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that some staff talk before the meeting."""
    meeting = reach.meeting(request.user, ref, change=True)
    form = TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with answer(request, _("Thank you for saying so. Public contributors can see it."), form):
            talks.declare(meeting, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:detail", ref)
    return _form_page(request, meeting, form, _("Some of us talk before"))


@require_http_methods(["GET", "POST"])
@access.staff
@once
def share_notes(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Share the notes of a talk."""
    talk = reach.talk(request.user, ref)
    form = NotesForm(request.POST or None, initial={"notes": talk.notes})
    if request.method == "POST" and form.is_valid():
        with answer(request, _("Thank you. All public members can read the notes."), form):
            talks.share_notes(talk, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:detail", talk.meeting.ref)
    return _form_page(request, talk.meeting, form, _("Share the notes"))


@require_safe
@access.contributor
def my_talk(request: PersonRequest, ref: str) -> HttpResponse:
    """A talk of staff before a meeting of one of my projects, with its notes."""
    talk = reach.my_talk(request.person, ref)
    context = {
        "talk": talk,
        "meeting": talk.meeting,
        "back_url": reverse("my_projects:detail", args=[talk.meeting.project.ref]),
    }
    return render(request, "projects/meetings/my_talk.html", context)


def _form_page(request: AuthenticatedRequest, meeting: Meeting, form: Any, heading: str) -> HttpResponse:
    context = {
        "project": meeting.project,
        "form": form,
        "heading": heading,
        "caption": meeting.title,
        "layout": DESK,
        "back_url": reverse("meetings:detail", args=[meeting.ref]),
    }
    return render(request, "layouts/form_page.html", context)
