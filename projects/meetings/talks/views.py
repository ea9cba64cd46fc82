"""Staff declare talks before a meeting, and share the notes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from projects.meetings.planning import queries as planning_queries
from projects.meetings.planning.models import Meeting
from projects.meetings.talks import actions, queries
from projects.meetings.talks.forms import NotesForm, TalkForm
from projects.meetings.views import STAFF


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def declare(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that some staff talk before the meeting."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    form = TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Thank you for saying so. Public contributors can see it."), form):
            actions.declare(meeting, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:detail", ref)
    return _form_page(request, meeting, form, _("Some of us talk before"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def share_notes(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Share the notes of a talk."""
    talk = queries.get_talk(request.user, ref)
    form = NotesForm(request.POST or None, initial={"notes": talk.notes})
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Thank you. All public members can read the notes."), form):
            actions.share_notes(talk, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:detail", talk.meeting.ref)
    return _form_page(request, talk.meeting, form, _("Share the notes"))


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
