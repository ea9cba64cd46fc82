"""Public contributors: meetings I am asked to, my answer, how to join, what to read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from contributors.availability.queries import clock_of
from contributors.people.supporters.decorators import supporters_may
from coproduce.foundation import clock, permissions
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from projects.meetings.arrangements.models import Arrangement
from projects.meetings.attendance import queries as attendance_queries
from projects.meetings.feedback import queries as feedback_queries
from projects.meetings.lists import MY_MEETINGS
from projects.meetings.papers import queries as papers_queries
from projects.meetings.planning import queries as planning_queries
from projects.meetings.planning.models import Invitation
from projects.meetings.planning.states import MeetingState
from projects.team.queries import public_members
from projects.team.states import Side


@require_safe
@supporters_may("dates")
@permissions.contributor_required
def list_meetings(request: PersonRequest) -> HttpResponse:
    """Meetings that are still to come; `?earlier=1` shows those that are over."""
    earlier = request.GET.get("earlier") == "1"
    mine = Invitation.objects.visible_to_member(request.person).select_related("meeting__project")
    now = clock.now()
    mine = mine.filter(meeting__ends_at__lt=now) if earlier else mine.filter(meeting__ends_at__gte=now)
    key = "-meeting__starts_at" if earlier else "meeting__starts_at"
    context = {
        "earlier": earlier,
        "zone": clock_of(request.person),
        "back_url": reverse("portal:home"),
    }
    return lists.answer(
        request, MY_MEETINGS, mine, key=key, template="meetings/my_list.html", context=context
    )


@require_safe
@supporters_may("dates")
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """One meeting: when, where, how to join, papers, and my answer."""
    invitation = planning_queries.get_invitation(request.person, ref)
    meeting, mine = invitation.meeting, request.user.helping is None  # needs and views are no supporter's
    context = {
        "invitation": invitation,
        "meeting": meeting,
        "project": meeting.project,
        "zone": clock_of(request.person),
        "papers": papers_queries.for_person(papers_queries.papers_of(meeting, sent=True), invitation.person),
        "talks": list(meeting.talks_before.all()),
        "told": feedback_queries.told_of(meeting, invitation.person_id) if mine else None,
        "confirmed": feedback_queries.standing(meeting).filter(person=invitation.person_id).exists(),
        "may_confirm": mine and feedback_queries.may_confirm(meeting, invitation.person),
        "may_say_why_not": mine and attendance_queries.may_say_why_not(invitation),
        "copies": papers_queries.copies_of(meeting, invitation.person),
        "paid": planning_queries.paid_for(meeting, invitation.person) if mine else None,
        "answer_by": planning_queries.answer_by(meeting, invitation.person),
        "may_answer": meeting.status == MeetingState.INVITED and meeting.starts_at > clock.now(),
        "arranged": Arrangement.objects.visible_to_member(request.person)
        .filter(meeting=meeting)
        .select_related("need", "owner")
        if mine
        else [],
        "is_member": public_members(meeting.project).filter(pk=invitation.person_id).exists(),
        "is_over": meeting.starts_at <= clock.now(),
        "may_say_there": mine and invitation.side == Side.PUBLIC,
        "said_there": feedback_queries.about_being_there(meeting, invitation.person) if mine else None,
        "attended": meeting.attendance.filter(person=request.person).first(),
        "back_url": reverse("my_meetings:list"),
    }
    return render(request, "meetings/my_detail.html", context)
