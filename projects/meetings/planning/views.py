"""Staff: planning a meeting, changing it, moving it, calling it off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import clock, permissions, transitions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from projects.meetings.planning import actions, queries
from projects.meetings.planning.forms import DetailsForm, MoveForm, PeopleForm, PlanForm, WhyForm
from projects.meetings.planning.models import Meeting
from projects.team.access import editable
from projects.team.pages import form_page


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def plan(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Plan a meeting. The next page shows who could not come; nobody is told before that."""
    project = editable(request.user, ref)
    there = queries.members(project)
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
def edit(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Change the words of a meeting. People who are invited are told of what matters to them."""
    meeting = queries.get_meeting(request.user, ref, change=True)
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
    meeting = queries.get_meeting(request.user, ref, change=True)
    initial = {"people": list(meeting.invitations.values_list("person__ref", flat=True))}
    form = PeopleForm(request.POST or None, members=queries.members(meeting.project), initial=initial)

    def act() -> None:
        actions.set_people(meeting, people=form.cleaned_data["people"], by=request.user)

    return _acted(request, meeting, form, _("Who is asked"), act)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def move(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Move a meeting to another time."""
    meeting = queries.get_meeting(request.user, ref, change=True)
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
    meeting = queries.get_meeting(request.user, ref, change=True)
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
