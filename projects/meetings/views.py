"""Staff: planning a meeting, seeing who could not come, asking people, moving it, calling it off."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import User
from coproduce.foundation import clock, paging, permissions, transitions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from projects.meetings import access as reach
from projects.meetings import (
    actions,
    arrangements,
    before_sending,
    confirming,
    days,
    finding,
    how_it_went,
    how_it_went_words,
    papers,
    rules,
)
from projects.meetings.forms import (
    DetailsForm,
    InviteForm,
    MoveForm,
    PeopleForm,
    PlanForm,
    UseTimeForm,
    WhyForm,
)
from projects.meetings.models import Meeting
from projects.meetings.practice import practice_of
from projects.meetings.school_holidays import calendar_of
from projects.meetings.states import MeetingState, Response
from projects.team.access import editable, visible
from projects.team.models import Project, TeamMember
from projects.team.pages import form_page
from projects.team.states import ProjectState

STAFF = "layouts/staff.html"


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Step 4, times: the meetings of a project, newest first."""
    project = visible(request.user, ref)
    meetings = project.meetings.annotate(
        asked=Count("invitations"),
        coming=Count("invitations", filter=Q(invitations__response=Response.YES)),
    )
    context = {
        "project": project,
        "page": paging.page(meetings, request, key="-starts_at"),
        "state": rules.times_state(project),
        "reasons": how_it_went.reasons(project),
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("team:detail", args=[ref]),
    }
    return render(request, "meetings/overview.html", context)


def may_edit(user: User, project: Project) -> bool:
    """Say whether pages offer to change something."""
    return project.status != ProjectState.CLOSED and user.can("edit_project", project.organisation_id)


def members(project: Project) -> list[TeamMember]:
    """Return who can be asked to a meeting: everybody on the project now."""
    return list(project.members.current().select_related("person").order_by("-side", "id"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def plan(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Plan a meeting. The next page shows who could not come; nobody is told before that."""
    project = editable(request.user, ref)
    there = members(project)
    initial = {"people": [member.person.ref for member in there]}
    form = PlanForm(request.POST or None, members=there, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        times = {name: given[name] for name in ("starts_at", "ends_at")}
        meeting = actions.plan(project, people=given["people"], by=request.user, **times, **form.details)
        for note in form.notes:
            messages.info(request, note)
        return redirect("meetings:check", meeting.ref)
    return form_page(request, project, form, _("Plan a meeting"), back="meetings:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def check(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Who is left out at this time, better times, what to think of; then send the invitations."""
    meeting = reach.meeting(request.user, ref, change=True)
    if meeting.status != MeetingState.PLANNED:
        return redirect("meetings:detail", ref)
    everybody = finding.everybody(meeting, meeting.invitations.all())
    now, counted = clock.now(), finding.left_out(meeting, everybody)
    facts = facts_of(meeting, public=counted.of_public, now=now)
    sent = request.POST if request.method == "POST" else None  # without a reason to give, a post may be empty
    form = InviteForm(sent, leaves_out=bool(counted.public))
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(meeting, by=request.user, **form.cleaned_data)
        except transitions.TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The invitations are on their way, one message for each person."))
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
        left_out=counted,
        better=finding.better_times(everybody, counted, now=now) if not counted.nobody else [],
        lines=before_sending.lines(facts),
        not_known=days.not_known(facts.day, facts.schools),
        to_arrange=facts.to_arrange,
    )


def facts_of(meeting: Meeting, *, public: int, now: dt.datetime) -> before_sending.Facts:
    """Gather what the page needs to know before people are told. `public` contributors are asked."""
    return before_sending.Facts(
        meeting=meeting,
        public=public,
        to_arrange=arrangements.count(meeting),
        practice=practice_of(meeting.organisation_id),
        now=now,
        schools=calendar_of(meeting.organisation_id),
    )


@require_POST
@permissions.staff_required
@idempotent
def use_time(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take one of the better times for a meeting that is still being planned."""
    meeting = reach.meeting(request.user, ref, change=True)
    form = UseTimeForm(request.POST)
    if meeting.status == MeetingState.PLANNED and form.is_valid():
        starts_at = form.cleaned_data["starts_at"]
        with report_outcome(request, _("The meeting has this time now. Nobody is told yet.")):
            ends_at = starts_at + (meeting.ends_at - meeting.starts_at)
            actions.move_meeting(meeting, starts_at=starts_at, ends_at=ends_at, by=request.user)
    return redirect("meetings:check", ref)


@require_safe
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One meeting: when, where, who answered, papers, what to arrange."""
    meeting = reach.meeting(request.user, ref)
    invitations = list(meeting.invitations.select_related("person"))
    may = may_edit(request.user, meeting.project)
    context = {
        "meeting": meeting,
        "project": meeting.project,
        "invitations": invitations,
        "series": in_series(meeting),
        "attendance": list(meeting.attendance.select_related("person", "confirmed_by")),
        "papers": list(meeting.papers.all()),
        "talks": list(meeting.talks_before.all()),
        "told": how_it_went_words.of_meeting(meeting, words=may),
        "confirmed": confirming.standing(meeting).count(),
        "copies": papers.of_meeting(meeting),
        "papers_before": rules.PAPERS_BEFORE.days,
        "to_arrange": arrangements.count(meeting),
        "arranged": meeting.arrangements.for_organisers().counted(),
        "may_edit": may,
        "has_begun": meeting.starts_at <= clock.now(),
        "back_url": reverse("meetings:overview", args=[meeting.project.ref]),
    }
    return render(request, "meetings/detail.html", context)


def in_series(meeting: Meeting) -> dict[str, Any] | None:
    """Return the meetings planned together with one, in the order of time, and its place among them."""
    if meeting.series_id is None:
        return None
    together = list(Meeting.objects.filter(series=meeting.series_id))
    return {"meetings": together, "place": together.index(meeting) + 1}


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def edit(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Change the words of a meeting. People who are invited are told of what matters to them."""
    meeting = reach.meeting(request.user, ref, change=True)
    initial = {name: getattr(meeting, name) for name in DetailsForm.base_fields}
    form = DetailsForm(request.POST or None, initial=initial)

    def act() -> None:
        actions.change_details(meeting, by=request.user, **form.details)

    return _acted(request, meeting, form, _("Change the meeting"), act)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def people(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say who is asked."""
    meeting = reach.meeting(request.user, ref, change=True)
    initial = {"people": list(meeting.invitations.values_list("person__ref", flat=True))}
    form = PeopleForm(request.POST or None, members=members(meeting.project), initial=initial)

    def act() -> None:
        actions.set_people(meeting, people=form.cleaned_data["people"], by=request.user)

    return _acted(request, meeting, form, _("Who is asked"), act)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def move(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Move a meeting to another time."""
    meeting = reach.meeting(request.user, ref, change=True)
    here, until = clock.uk(meeting.starts_at), clock.uk(meeting.ends_at)
    initial = {"date": here.date(), "starts": here.time(), "ends": until.time()}
    form = MoveForm(request.POST or None, initial=initial)

    def act() -> None:
        asked = {name: form.cleaned_data[name] for name in ("starts_at", "ends_at", "why")}
        actions.move_meeting(meeting, by=request.user, **asked)

    return _acted(request, meeting, form, _("Move the meeting"), act)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def cancel(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Call a meeting off."""
    meeting = reach.meeting(request.user, ref, change=True)
    form = WhyForm(request.POST or None)

    def act() -> None:
        actions.cancel(meeting, why=form.cleaned_data["why"], by=request.user)

    return _acted(request, meeting, form, _("Call the meeting off"), act)


def _acted(
    request: AuthenticatedRequest, meeting: Meeting, form: Any, heading: str, act: Callable[[], None]
) -> HttpResponse:
    """Show a form, or do what it asks; a refusal is shown on the form and nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except transitions.TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            for note in getattr(form, "notes", []):
                messages.info(request, note)
            messages.success(request, _("Saved."))
            return redirect("meetings:detail", meeting.ref)
    return form_page(request, meeting.project, form, heading, back="meetings:detail", ref=meeting.ref)
