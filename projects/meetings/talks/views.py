"""Staff declare talks before a meeting, and share the notes."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.planning import queries as planning_queries
from projects.meetings.talks import actions, queries
from projects.meetings.talks.forms import NotesForm, TalkForm


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def declare(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that some staff talk before the meeting."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    form = TalkForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.declare(meeting, **form.cleaned_data, by=request.user),
        done=_("Thank you for saying so. Public contributors can see it."),
    ):
        return redirect("meetings:detail", ref)
    back = {"back": "meetings:detail", "ref": ref, "caption": meeting.title}
    return form_page(request, meeting.project, form, _("Some of us will talk beforehand"), **back)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def share_notes(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Share the notes of a talk."""
    talk = queries.get_talk(request.user, ref)
    form = NotesForm(request.POST or None, initial={"notes": talk.notes})
    if submit(
        request,
        form,
        lambda: actions.share_notes(talk, **form.cleaned_data, by=request.user),
        done=_("Thank you. All public members can read the notes."),
    ):
        return redirect("meetings:detail", talk.meeting.ref)
    back = {"back": "meetings:detail", "ref": talk.meeting.ref, "caption": talk.meeting.title}
    return form_page(request, talk.meeting.project, form, _("Share the notes"), **back)
