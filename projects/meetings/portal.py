"""Public contributors: meetings I am asked to, my answer, how to join, what to read."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.availability.queries import clock_of
from contributors.people.supporters.decorators import supporters_may
from coproduce.foundation import clock, paging, permissions, uploads
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import PersonRequest
from projects.meetings import access as reach
from projects.meetings import (
    arrangements,
    arranging,
    confirming,
    how_it_went,
    how_it_went_words,
    papers,
    taking_part,
)
from projects.meetings import calendar as calendar_file
from projects.meetings.arrangement_forms import MetForm
from projects.meetings.forms import COMING
from projects.meetings.models import Arrangement, Invitation
from projects.meetings.states import MeetingState
from projects.meetings.taking_part_views import calendar_response
from projects.team.people import public_members


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
        "page": paging.page(mine, request, key=key),
        "earlier": earlier,
        "zone": clock_of(request.person),
        "back_url": reverse("portal:home"),
    }
    return render(request, "meetings/my_list.html", context)


@require_safe
@supporters_may("dates")
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """One meeting: when, where, how to join, papers, and my answer."""
    invitation = reach.invitation(request.person, ref)
    meeting, mine = invitation.meeting, request.user.helping is None  # needs and views are no supporter's
    context = {
        "invitation": invitation,
        "meeting": meeting,
        "project": meeting.project,
        "zone": clock_of(request.person),
        "papers": meeting.papers.exclude(sent_at=None),
        "talks": list(meeting.talks_before.all()),
        "told": how_it_went_words.of_meeting(meeting, invitation.person_id) if mine else None,
        "confirmed": confirming.standing(meeting).filter(person=invitation.person_id).exists(),
        "may_confirm": mine and confirming.may_confirm(meeting, invitation.person),
        "may_say_why_not": mine and how_it_went.may_say_why_not(invitation),
        "copies": papers.of_meeting(meeting, invitation.person),
        "may_answer": meeting.status == MeetingState.INVITED and meeting.starts_at > clock.now(),
        "arranged": Arrangement.objects.visible_to_member(request.person)
        .filter(meeting=meeting)
        .select_related("need", "owner")
        if mine
        else [],
        "is_member": public_members(meeting.project).filter(pk=invitation.person_id).exists(),
        "is_over": meeting.starts_at <= clock.now(),
        "attended": meeting.attendance.filter(person=request.person).first(),
        "back_url": reverse("my_meetings:list"),
    }
    return render(request, "meetings/my_detail.html", context)


@require_POST
@supporters_may("dates")
@permissions.contributor_required
@idempotent
def respond(request: PersonRequest, ref: str) -> HttpResponse:
    """Say whether I can come."""
    invitation = reach.invitation(request.person, ref)
    coming = COMING.get(request.POST.get("coming", ""))
    if coming is not None:
        with report_outcome(
            request, _("Thank you for telling us. You can change your answer until the meeting.")
        ):
            taking_part.respond(invitation, coming=coming, by=request.user, seen=request.POST.get("seen"))
    return redirect("my_meetings:detail", ref)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def arrangement(request: PersonRequest, ref: str) -> HttpResponse:
    """One thing that is arranged for me; after the meeting I say whether it was there."""
    row = reach.my_arrangement(request.person, ref)
    form = MetForm(request.POST or None, initial={"met": row.met, "words": row.met_words})
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Thank you for telling us."), form):
            arranging.say_if_met(row, **form.answer, by=request.user)
        if not form.errors:
            return redirect("my_meetings:detail", row.meeting.ref)
    context = {
        "row": row,
        "meeting": row.meeting,
        "form": form,
        "may_say": arrangements.may_say(row),
        "back_url": reverse("my_meetings:detail", args=[row.meeting.ref]),
    }
    return render(request, "meetings/my_arrangement.html", context)


@require_safe
@supporters_may("dates")
@permissions.contributor_required
def calendar(request: PersonRequest, ref: str) -> HttpResponse:
    """The meeting for my own calendar. Nobody else is named in it."""
    invitation = reach.invitation(request.person, ref)
    path = reverse("my_meetings:detail", args=[ref])
    return calendar_response(calendar_file.file_for(invitation.meeting, invitation.person, path=path))


@require_safe
@permissions.contributor_required
def paper(request: PersonRequest, ref: str, paper_ref: str) -> FileResponse:
    """One paper that was sent to me, as a download."""
    invitation = reach.invitation(request.person, ref)
    return uploads.serve(get_object_or_404(invitation.meeting.papers.exclude(sent_at=None), ref=paper_ref))
