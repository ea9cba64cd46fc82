"""Staff: who is left out at the time of a meeting, what to think of; then people are invited."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.invitation_checks import queries
from projects.meetings.invitation_checks.forms import InviteForm, InviteWithReasonForm
from projects.meetings.planning import actions as planning
from projects.meetings.planning import queries as planning_queries
from projects.meetings.planning.forms import UseTimeForm
from projects.meetings.planning.states import MeetingState


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def check(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Who is left out at this time, better times, what to think of; then send the invitations."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    if meeting.status != MeetingState.PLANNED:
        return redirect("meetings:detail", ref)
    found = queries.checks_before_inviting(meeting, now=clock.now())
    sent = request.POST if request.method == "POST" else None  # without a reason to give, a post may be empty
    kind = InviteWithReasonForm if found.left_out.public else InviteForm
    form = kind(sent, late_to_book=found.late_to_book)
    if submit(
        request,
        form,
        lambda: planning.invite(meeting, by=request.user, **form.invited_with),
        done=_("The invitations are on their way, one message to each person."),
    ):
        return redirect("meetings:detail", ref)
    return form_page(
        request,
        meeting.project,
        form,
        meeting.title,
        back="meetings:detail",
        ref=ref,
        template="meetings/check.html",
        meeting=meeting,
        **vars(found),
    )


@require_POST
@permissions.staff_required
@idempotent
def use_time(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take one of the better times for a meeting that is still being planned."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    form = UseTimeForm(request.POST)
    if meeting.status == MeetingState.PLANNED and form.is_valid():
        starts_at = form.cleaned_data["starts_at"]
        ends_at = starts_at + (meeting.ends_at - meeting.starts_at)
        submit(
            request,
            None,
            lambda: planning.move_meeting(meeting, starts_at=starts_at, ends_at=ends_at, by=request.user),
            done=_("The meeting now has this time. Nobody has been told yet."),
        )
    return redirect("meetings:check", ref)
