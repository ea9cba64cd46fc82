"""Staff: the meetings of a project, and everything about one of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from projects.meetings.arrangements import queries as arrangements_queries
from projects.meetings.attendance import queries as attendance_queries
from projects.meetings.feedback import queries as feedback_queries
from projects.meetings.lists import MEETINGS
from projects.meetings.papers import queries as papers_queries
from projects.meetings.planning import queries as planning_queries
from projects.meetings.planning import rules as planning_rules
from projects.meetings.reminding import queries as reminding_queries
from projects.team.queries import may_edit, visible
from projects.team.states import Side


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Step 4, times: the meetings of a project, newest first."""
    project = visible(request.user, ref)
    meetings = planning_queries.meetings_with_answers(project)
    context = {
        "project": project,
        "state": planning_queries.times_state(project),
        "reasons": attendance_queries.reasons(project),
        "may_edit": may_edit(request.user, project),
        "remind_days": reminding_queries.settings_of(project.organisation_id).remind_days,
        "may_set_up": request.user.can("set_up", project.organisation_id),
        "back_url": reverse("team:detail", args=[ref]),
    }
    return lists.answer(
        request,
        MEETINGS,
        meetings,
        key="-starts_at",
        template="meetings/overview.html",
        context=context,
        about=project,
    )


@require_safe
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One meeting: when, where, who answered, papers, what to arrange."""
    meeting = planning_queries.get_meeting(request.user, ref)
    invitations = list(meeting.invitations.select_related("person"))
    may = may_edit(request.user, meeting.project)
    context = {
        "meeting": meeting,
        "project": meeting.project,
        "invitations": invitations,
        "series": planning_queries.in_series(meeting),
        "public_ids": {one.person_id for one in invitations if one.side == Side.PUBLIC},
        "attendance": list(meeting.attendance.select_related("person", "confirmed_by")),
        "papers": papers_queries.for_staff(papers_queries.papers_of(meeting), every=may),
        "talks": list(meeting.talks_before.all()),
        "told": feedback_queries.told_of(meeting, words=may),
        "confirmed": feedback_queries.standing(meeting).count(),
        "copies": papers_queries.copies_of(meeting),
        "papers_before": planning_rules.PAPERS_BEFORE.days,
        "to_arrange": arrangements_queries.count(meeting),
        "arranged": meeting.arrangements.for_organisers().counted(),
        "may_edit": may,
        "may_record": may and attendance_queries.may_answer(meeting),
        "has_begun": meeting.starts_at <= clock.now(),
        "back_url": reverse("meetings:overview", args=[meeting.project.ref]),
    }
    return render(request, "meetings/detail.html", context)
