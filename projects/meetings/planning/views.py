"""Staff: planning a meeting, changing it, moving it, calling it off."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.planning import actions, queries
from projects.meetings.planning.forms import DetailsForm, MoveForm, PeopleForm, PlanForm, WhyForm
from projects.meetings.planning.models import Meeting
from projects.resources.costing.queries import live_activities
from projects.resources.costing.rules import next_of
from projects.team.queries import editable


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def plan(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Plan a meeting. The next page shows who could not come; nobody is told before that."""
    project = editable(request.user, ref)
    there = queries.members(project)
    activities = live_activities(project)
    initial = {"people": [member.person.ref for member in there], "activity": next_of(activities)}
    form = PlanForm(request.POST or None, members=there, activities=activities, initial=initial)
    planned = submit(
        request,
        form,
        lambda: actions.plan(
            project, people=form.cleaned_data["people"], **form.times, **form.details, by=request.user
        ),
    )
    if planned:
        for note in form.notes:
            messages.info(request, note)
        return redirect("meetings:check", planned.result.ref)
    return form_page(request, project, form, _("Plan a meeting"), back="meetings:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def edit(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Change the words of a meeting. People who are invited are told of what matters to them."""
    meeting = queries.get_meeting(request.user, ref, change=True)
    initial = {name: getattr(meeting, name) for name in DetailsForm.base_fields}
    initial["activity"] = meeting.activity.ref if meeting.activity else ""
    activities = live_activities(meeting.project)
    form = DetailsForm(request.POST or None, activities=activities, initial=initial)

    return _changed(
        request,
        meeting,
        form,
        _("Change the meeting"),
        lambda: actions.change_details(meeting, by=request.user, **form.details),
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def people(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say who is asked."""
    meeting = queries.get_meeting(request.user, ref, change=True)
    initial = {"people": list(meeting.invitations.values_list("person__ref", flat=True))}
    form = PeopleForm(request.POST or None, members=queries.members(meeting.project), initial=initial)

    return _changed(
        request,
        meeting,
        form,
        _("Who is asked"),
        lambda: actions.set_people(meeting, people=form.cleaned_data["people"], by=request.user),
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def move(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Move a meeting to another time."""
    meeting = queries.get_meeting(request.user, ref, change=True)
    here, until = clock.uk(meeting.starts_at), clock.uk(meeting.ends_at)
    initial = {"date": here.date(), "starts": here.time(), "ends": until.time()}
    form = MoveForm(request.POST or None, initial=initial)

    def act() -> Meeting:
        return actions.move_meeting(meeting, **form.times, why=form.cleaned_data["why"], by=request.user)

    return _changed(request, meeting, form, _("Move the meeting"), act)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def cancel(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Call a meeting off."""
    meeting = queries.get_meeting(request.user, ref, change=True)
    form = WhyForm(request.POST or None)

    return _changed(
        request,
        meeting,
        form,
        _("Call the meeting off"),
        lambda: actions.cancel(meeting, why=form.cleaned_data["why"], by=request.user),
    )


def _changed(
    request: AuthenticatedRequest, meeting: Meeting, form: BaseForm, heading: str, act: Callable[[], Meeting]
) -> HttpResponse:
    """Show a form about a meeting, or do what it asks and go back to the meeting."""
    if submit(request, form, act, done=_("Saved.")):
        for note in getattr(form, "notes", []):
            messages.info(request, note)
        return redirect("meetings:detail", meeting.ref)
    return form_page(request, meeting.project, form, heading, back="meetings:detail", ref=meeting.ref)
