"""Staff note how a meeting went, and answer who says it was different."""

from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.feedback import actions, queries
from projects.meetings.feedback.forms import DisputeAnswerForm, MeetingFeedbackForm
from projects.meetings.planning import queries as planning_queries


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def note(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Note how the meeting went."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    noted = queries.feedback_on(meeting)
    form = MeetingFeedbackForm(request.POST or None, initial=model_to_dict(noted) if noted else None)
    if submit(
        request,
        form,
        lambda: actions.note(meeting, **form.cleaned_data, by=request.user),
        done=_("Thank you. Public contributors can say if that is how it was."),
    ):
        return redirect("meetings:detail", ref)
    back = {"back": "meetings:detail", "ref": ref, "caption": meeting.title}
    return form_page(request, meeting.project, form, _("How did it go?"), **back)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def answer_dispute(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Answer somebody who says it was different."""
    row = queries.get_dispute(request.user, ref)
    form = DisputeAnswerForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.answer(row, **form.cleaned_data, by=request.user),
        done=_("Your answer is sent."),
    ):
        return redirect("meetings:detail", row.meeting.ref)
    context = {"project": row.meeting.project, "row": row, "meeting": row.meeting, "form": form}
    context |= {"back_url": reverse("meetings:detail", args=[row.meeting.ref])}
    return render(request, "meetings/dispute.html", context)
