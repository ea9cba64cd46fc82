"""Staff: papers, who came, and the calendar file."""

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
from projects.meetings import access as reach
from projects.meetings import calendar as calendar_file
from projects.meetings import papers, taking_part
from projects.meetings.forms import AttendanceForm, PaperForm
from projects.meetings.models import Meeting
from projects.meetings.views import STAFF

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
def calendar(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The meeting for my own calendar."""
    meeting = reach.meeting(request.user, ref)
    path = reverse("meetings:detail", args=[ref])
    person = request.user.person or meeting.organiser
    return calendar_response(calendar_file.file_for(meeting, person, path=path))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add_paper(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put a paper with the meeting."""
    meeting = reach.meeting(request.user, ref, change=True)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            taking_part.add_paper(meeting, **form.cleaned_data, by=request.user)
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
    meeting = reach.meeting(request.user, ref)
    return uploads.serve(get_object_or_404(meeting.papers, ref=paper_ref))


@require_POST
@permissions.staff_required
@idempotent
def remove_paper(request: AuthenticatedRequest, ref: str, paper_ref: str) -> HttpResponse:
    """Take away a paper nobody was sent."""
    meeting = reach.meeting(request.user, ref, change=True)
    found = get_object_or_404(meeting.papers.select_related("meeting__project"), ref=paper_ref)
    with report_outcome(request, _("The paper is gone.")):
        taking_part.remove_paper(found, by=request.user)
    return redirect("meetings:detail", ref)


@require_POST
@permissions.staff_required
@idempotent
def send_papers(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Send the papers to everybody invited."""
    meeting = reach.meeting(request.user, ref, change=True)
    try:
        sent = taking_part.send_papers(meeting, by=request.user)
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
    copy = reach.paper_copy(request.user, ref)
    with report_outcome(request, _("Thank you. It is noted that they have the papers.")):
        papers.give(copy, by=request.user)
    return redirect("meetings:detail", copy.meeting.ref)


@require_POST
@permissions.staff_required
@idempotent
def take_back_papers(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that somebody does not have the papers after all."""
    copy = reach.paper_copy(request.user, ref)
    with report_outcome(request, _("It is put right. The papers are to do by hand again.")):
        papers.take_back(copy, by=request.user)
    return redirect("meetings:detail", copy.meeting.ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def attendance(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Note who came, and put it right later if need be."""
    meeting = reach.meeting(request.user, ref, change=True)
    invitations = list(meeting.invitations.select_related("person"))
    noted = {one.person_id: one.minutes for one in meeting.attendance.all()}
    initial = {
        f"minutes_{one.person.ref}": noted[one.person_id] for one in invitations if one.person_id in noted
    }
    form = AttendanceForm(request.POST or None, meeting=meeting, invitations=invitations, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            taking_part.record_attendance(meeting, minutes=form.minutes, by=request.user)
        except transitions.TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. It is noted who came."))
            return redirect("meetings:detail", ref)
    return _page(request, meeting, form, _("Who came?"))


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
