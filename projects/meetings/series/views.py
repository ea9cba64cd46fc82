"""Staff: a series of meetings at times that do not leave out the same people again and again.

What was asked for is kept in the session, so that the page of times has an address: it can be
reloaded, and going back to change one answer loses none.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.planning.forms import WhyForm
from projects.meetings.planning.queries import get_meeting, members
from projects.meetings.series import actions, queries, rules
from projects.meetings.series.forms import SeriesForm, TakeTimesForm
from projects.meetings.series.rules import NoTime
from projects.team.models import Project
from projects.team.queries import editable


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def ask(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say what the series is like."""
    project = editable(request.user, ref)
    typed = request.POST if request.method == "POST" else _asked(request, project)
    form = _form(project, typed)
    if request.method == "POST" and form.is_valid():
        _keep(request, project)
        return redirect("meetings:series_times", ref)
    return _ask_again(request, project, form)


@require_safe
@permissions.staff_required
def times(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """A fair time for each meeting, beside the best time each would have on its own."""
    project = editable(request.user, ref)
    form = _form(project, _asked(request, project))
    if not form.is_bound or not form.is_valid():
        return redirect("meetings:series", ref)
    sides = {member.person_id: member.side for member in form.chosen}
    try:
        proposal = queries.propose(project, form.wish, sides, now=clock.now())
    except NoTime as problem:
        form.add_error("weekdays", str(problem))
        return _ask_again(request, project, form)
    starts = " ".join(row.fair.starts_at.isoformat() for row in proposal.rows)
    context = {
        "project": project,
        "title": form.cleaned_data["title"],
        "rows": [(row, rules.why(row)) for row in proposal.rows],
        "fair": proposal.plan.score,
        "alone": proposal.alone,
        "how_sure": rules.how_sure(proposal.plan, proposal.first),
        "not_known": proposal.not_known,
        "weights": form.wish.weights,
        "take": TakeTimesForm(initial={"starts": starts}, meetings=len(proposal.rows)),
        "back_url": reverse("meetings:series", args=[ref]),
    }
    context["take"].action = reverse("meetings:take_series", args=[ref])
    return render(request, "meetings/series_times.html", context)


@require_POST
@permissions.staff_required
@idempotent
def take(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Plan a meeting at each of the times. Nobody is told yet."""
    project = editable(request.user, ref)
    form = _form(project, _asked(request, project))
    if not form.is_bound or not form.is_valid():
        return redirect("meetings:series", ref)
    taken = TakeTimesForm(request.POST, meetings=form.wish.meetings)
    if not taken.is_valid():
        messages.error(request, _("Choose the times on the page."))
        return redirect("meetings:series_times", ref)
    if submit(
        request,
        None,
        lambda: actions.plan_series(
            project,
            title=form.cleaned_data["title"],
            starts=taken.cleaned_data["starts"],
            minutes=form.wish.hours.length,
            people=form.cleaned_data["people"],
            by=request.user,
        ),
        done=_("The meetings are planned. Nobody has been told yet: open each one to invite people."),
    ):
        del request.session[_key(project)]
    return redirect("meetings:overview", ref)


def _key(project: Project) -> str:
    return f"series:{project.ref}"


def _keep(request: AuthenticatedRequest, project: Project) -> None:
    """Remember what was asked for; not the tokens, which are good for one post."""
    typed = request.POST.copy()
    for token in ("idempotency_key", "csrfmiddlewaretoken"):
        typed.pop(token, None)
    request.session[_key(project)] = typed.urlencode()


def _asked(request: AuthenticatedRequest, project: Project) -> QueryDict | None:
    """Return what was asked for last, if anything."""
    typed = request.session.get(_key(project))
    return QueryDict(typed) if typed else None


def _form(project: Project, typed: Any) -> SeriesForm:
    there = members(project)
    initial = {"people": [member.person.ref for member in there]}
    form = SeriesForm(typed, members=there, initial=initial)
    form.action = reverse("meetings:series", args=[project.ref])  # also from the page of times
    return form


def _ask_again(request: AuthenticatedRequest, project: Project, form: SeriesForm) -> HttpResponse:
    lead = _("We look for times that do not leave out the same people again and again.")
    return form_page(
        request,
        project,
        form,
        _("Plan a series of meetings"),
        back="meetings:overview",
        template="layouts/wide_form_page.html",
        lead=lead,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def call_off(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Call every meeting of a series off that is still to come; `ref` is that of one of them."""
    meeting = get_meeting(request.user, ref, change=True)
    if meeting.series is None:
        raise Http404
    series, form = meeting.series, WhyForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.call_off(series, why=form.cleaned_data["why"], by=request.user),
        done=_("The meetings that were still to come are called off. We have told everyone who was asked."),
    ):
        return redirect("meetings:detail", ref)
    heading = _("Call off all meetings of this series that are still to come")
    return form_page(request, meeting.project, form, heading, back="meetings:detail", ref=ref)
