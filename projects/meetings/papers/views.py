"""Staff: the papers of a meeting, and whom they have reached."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions, transitions, uploads
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from projects.meetings.papers import actions, queries
from projects.meetings.papers.forms import PaperForm
from projects.meetings.planning import queries as planning_queries
from projects.meetings.planning.models import Meeting
from projects.meetings.views import STAFF


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add_paper(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put a paper with the meeting."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_paper(meeting, **form.cleaned_data, by=request.user)
        except transitions.TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The paper is added. People see it once you send the papers."))
            return redirect("meetings:detail", ref)
    return _page(request, meeting, form, _("Add a paper"))


@require_safe
@permissions.staff_required
def paper(request: AuthenticatedRequest, ref: str, paper_ref: str) -> FileResponse:
    """One paper, as a download."""
    meeting = planning_queries.get_meeting(request.user, ref)
    return uploads.serve(get_object_or_404(meeting.papers, ref=paper_ref))


@require_POST
@permissions.staff_required
@idempotent
def remove_paper(request: AuthenticatedRequest, ref: str, paper_ref: str) -> HttpResponse:
    """Take away a paper nobody was sent."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    found = get_object_or_404(meeting.papers.select_related("meeting__project"), ref=paper_ref)
    with report_outcome(request, _("The paper is gone.")):
        actions.remove_paper(found, by=request.user)
    return redirect("meetings:detail", ref)


@require_POST
@permissions.staff_required
@idempotent
def send_papers(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Send the papers to everybody invited."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    try:
        sent = actions.send_papers(meeting, by=request.user)
    except transitions.TransitionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(n)s paper is on its way.", "%(n)s papers are on their way.", sent)
        messages.success(request, words % {"n": sent})
    return redirect("meetings:detail", ref)


@require_POST
@permissions.staff_required
@idempotent
def give_papers(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that somebody has the papers in the way they asked."""
    copy = queries.get_paper_copy(request.user, ref)
    with report_outcome(request, _("Thank you. It is noted that they have the papers.")):
        actions.give(copy, by=request.user)
    return redirect("meetings:detail", copy.meeting.ref)


@require_POST
@permissions.staff_required
@idempotent
def take_back_papers(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that somebody does not have the papers after all."""
    copy = queries.get_paper_copy(request.user, ref)
    with report_outcome(request, _("It is put right. The papers are to do by hand again.")):
        actions.take_back(copy, by=request.user)
    return redirect("meetings:detail", copy.meeting.ref)


def _page(request: AuthenticatedRequest, meeting: Meeting, form: object, heading: str) -> HttpResponse:
    context = {
        "project": meeting.project,
        "form": form,
        "heading": heading,
        "caption": meeting.title,
        "layout": STAFF,
        "back_url": reverse("meetings:detail", args=[meeting.ref]),
    }
    return render(request, "layouts/form_page.html", context)
