"""Talks of staff before a meeting: staff declare them and share notes, public members read both."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest, PersonRequest
from projects.meetings import access as reach
from projects.meetings import talks
from projects.meetings.models import Meeting
from projects.meetings.talk_forms import NotesForm, TalkForm
from projects.meetings.views import STAFF


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def declare(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that some staff talk before the meeting."""
    meeting = reach.meeting(request.user, ref, change=True)
    form = TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Thank you for saying so. Public contributors can see it."), form):
            talks.declare(meeting, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:detail", ref)
    return _form_page(request, meeting, form, _("Some of us talk before"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def share_notes(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Share the notes of a talk."""
    talk = reach.talk(request.user, ref)
    form = NotesForm(request.POST or None, initial={"notes": talk.notes})
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Thank you. All public members can read the notes."), form):
            talks.share_notes(talk, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:detail", talk.meeting.ref)
    return _form_page(request, talk.meeting, form, _("Share the notes"))


@require_safe
@permissions.contributor_required
def my_talk(request: PersonRequest, ref: str) -> HttpResponse:
    """A talk of staff before a meeting of one of my projects, with its notes."""
    talk = reach.my_talk(request.person, ref)
    context = {
        "talk": talk,
        "meeting": talk.meeting,
        "back_url": reverse("my_projects:detail", args=[talk.meeting.project.ref]),
    }
    return render(request, "meetings/my_talk.html", context)


def _form_page(request: AuthenticatedRequest, meeting: Meeting, form: Any, heading: str) -> HttpResponse:
    context = {
        "project": meeting.project,
        "form": form,
        "heading": heading,
        "caption": meeting.title,
        "layout": STAFF,
        "back_url": reverse("meetings:detail", args=[meeting.ref]),
    }
    return render(request, "layouts/form_page.html", context)
