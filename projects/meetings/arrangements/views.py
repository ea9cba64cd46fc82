"""Staff who arrange a meeting: what there is to arrange, by whom and by when, and if it was there."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.arrangements import actions, queries, rules
from projects.meetings.arrangements.forms import PlanArrangementForm
from projects.meetings.arrangements.states import ArrangementState
from projects.meetings.planning import queries as planning_queries
from projects.meetings.planning.states import MeetingState


@require_safe
@permissions.staff_required
def arrangement_list(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """What helps the people invited, for whoever arranges the meeting. Each look is written down."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    is_planned = meeting.status == MeetingState.PLANNED
    context = {
        "meeting": meeting,
        "project": meeting.project,
        "needs": actions.look_ahead(meeting, by=request.user) if is_planned else [],
        "rows": actions.look(meeting, by=request.user),
        "not_listed": queries.not_listed(meeting),
        "taken_back": queries.not_needed_any_more(meeting),
        "can_change": rules.can_change(meeting),
        "has_begun": meeting.starts_at <= clock.now(),
        "other_formats": queries.other_formats(meeting) if meeting.has_papers else [],
        "back_url": reverse("meetings:detail", args=[ref]),
    }
    return render(request, "meetings/arrangements.html", context)


@require_POST
@permissions.staff_required
@idempotent
def refresh(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put on the list what people told us since it was made, and let go what they took back."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    submit(
        request, None, lambda: actions.refresh(meeting, by=request.user), done=_("The list is up to date.")
    )
    return redirect("meetings:arrangements", ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def plan(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say who arranges one thing, and by when."""
    row = actions.look_at(queries.get_arrangement(request.user, ref), by=request.user)
    project = row.meeting.project
    now = {"owner": row.owner_id, "due_on": row.due_on}
    form = PlanArrangementForm(request.POST or None, owners=queries.arrangers(project), initial=now)
    if submit(
        request,
        form,
        lambda: actions.plan(row, **form.cleaned_data, by=request.user),
        done=_("It is saved and promised to the person."),
    ):
        return redirect("meetings:arrangements", row.meeting.ref)
    context = {
        "project": project,
        "row": row,
        "form": form,
        "can_change": rules.can_change(row.meeting) and row.status == ArrangementState.OPEN,
        "back_url": reverse("meetings:arrangements", args=[row.meeting.ref]),
    }
    return render(request, "meetings/arrangement.html", context)


@require_POST
@permissions.staff_required
@idempotent
def tick(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that something is arranged; `done=no` says that it is not, after all."""
    row = queries.get_arrangement(request.user, ref)
    if request.POST.get("done") == "no":
        submit(
            request,
            None,
            lambda: actions.not_arranged(row, by=request.user),
            done=_("It is back on the list of things to do."),
        )
    else:
        submit(
            request,
            None,
            lambda: actions.arrange(row, by=request.user),
            done=_("Thank you. The person can see that it is arranged."),
        )
    return redirect("meetings:arrangements", row.meeting.ref)
