"""Staff note how a meeting went, and answer who says it was different."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from projects.meetings.feedback import actions, queries
from projects.meetings.feedback.forms import DisputeAnswerForm, MeetingFeedbackForm
from projects.meetings.feedback.models import MeetingFeedback
from projects.meetings.planning import queries as planning_queries
from projects.meetings.views import STAFF


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def note(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Note how the meeting went."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    noted = MeetingFeedback.objects.filter(meeting=meeting).values(*MeetingFeedbackForm.base_fields).first()
    form = MeetingFeedbackForm(request.POST or None, initial=noted)
    if request.method == "POST" and form.is_valid():
        with report_outcome(
            request, _("Thank you. Public contributors can say if that is how it was."), form
        ):
            actions.note(meeting, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:detail", ref)
    context = {"project": meeting.project, "caption": meeting.title, "layout": STAFF}
    context |= {"form": form, "heading": _("How did it go?"), "back_url": _detail(meeting.ref)}
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def answer_dispute(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Answer somebody who says it was different."""
    row = queries.get_dispute(request.user, ref)
    form = DisputeAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Your answer is sent."), form):
            actions.answer(row, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:detail", row.meeting.ref)
    context = {"project": row.meeting.project, "row": row, "meeting": row.meeting, "form": form}
    context |= {"back_url": _detail(row.meeting.ref)}
    return render(request, "meetings/dispute.html", context)


def _detail(ref: str) -> str:
    return reverse("meetings:detail", args=[ref])
