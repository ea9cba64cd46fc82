"""When I can come. Until somebody says so, nobody knows: silence is not "any time"."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.availability import actions
from contributors.availability.clocks.rules import clocks
from contributors.availability.forms import AwayForm, ClockForm, TravelForm, WeeklyForm
from contributors.availability.models import Circumstances
from contributors.availability.queries import clock_of
from contributors.people.supporters.decorators import supporters_may
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.pages.requests import PersonRequest


@require_safe
@supporters_may("dates")
@permissions.contributor_required
def overview(request: PersonRequest) -> HttpResponse:
    """Times and days that do not suit me."""
    person = request.person
    mine = _circumstances(request)
    context = {
        "weekly": person.unavailable.all(),
        "away": person.away.filter(last_day__gte=clock.today()),
        "mine": mine,
        "clock": dict(clocks()).get(mine.zone, ""),
        "told": mine.told_at is not None,
        "back_url": reverse("my_details:overview"),
    }
    return render(request, "availability/my_availability.html", context)


@require_http_methods(["GET", "POST"])
@supporters_may("dates")
@permissions.contributor_required
@idempotent
def add_weekly(request: PersonRequest) -> HttpResponse:
    """Add a time each week when I cannot come."""
    form = WeeklyForm(request.POST or None, own_clock=clock_of(request.person) is not None)
    if form.is_valid():
        actions.add_weekly(request.person, by=request.user, **form.times())
        return _saved(request)
    return _form_page(request, form, _("Times each week that do not suit me"))


@require_http_methods(["GET", "POST"])
@supporters_may("dates")
@permissions.contributor_required
@idempotent
def add_away(request: PersonRequest) -> HttpResponse:
    """Add days away."""
    form = AwayForm(request.POST or None)
    if form.is_valid():
        actions.add_away(request.person, by=request.user, **form.cleaned_data)
        return _saved(request)
    return _form_page(request, form, _("Days when I am away"))


@require_http_methods(["GET", "POST"])
@supporters_may("dates")
@permissions.contributor_required
@idempotent
def clock_page(request: PersonRequest) -> HttpResponse:
    """Say by which clock I live."""
    form = ClockForm(request.POST or None, initial={"zone": _circumstances(request).zone})
    if request.method == "POST" and form.is_valid():
        actions.live_by(request.person, by=request.user, **form.cleaned_data)
        return _saved(request)
    return _form_page(request, form, _("My time zone"))


@require_http_methods(["GET", "POST"])
@supporters_may("dates")
@permissions.contributor_required
@idempotent
def travel(request: PersonRequest) -> HttpResponse:
    """Say how long I am on the way."""
    mine = _circumstances(request)
    kept = {name: getattr(mine, name) for name in TravelForm.base_fields}
    form = TravelForm(request.POST or None, initial=kept)
    if form.is_valid():
        actions.set_travel(request.person, by=request.user, **form.told)
        return _saved(request)
    return _form_page(request, form, _("How I get to meetings"))


@require_POST
@supporters_may("dates")
@permissions.contributor_required
@idempotent
def any_time(request: PersonRequest) -> HttpResponse:
    """Say that any time is fine."""
    try:
        actions.say_any_time(request.person, by=request.user)
    except ValueError:  # a time was added in another window
        messages.error(request, _("Your list says when you cannot come. Take that off first."))
        return redirect("my_availability:overview")
    return _saved(request)


@require_POST
@supporters_may("dates")
@permissions.contributor_required
@idempotent
def remove(request: PersonRequest, kind: str, ref: str) -> HttpResponse:
    """Take one row off the list."""
    person = request.person
    if kind == "weekly":
        actions.remove(permissions.get_visible_or_404(person.unavailable.all(), ref), by=request.user)
    elif kind == "away":
        actions.remove(permissions.get_visible_or_404(person.away.all(), ref), by=request.user)
    else:
        raise Http404
    messages.success(request, _("Removed."))
    return redirect("my_availability:overview")


def _saved(request: PersonRequest) -> HttpResponse:
    messages.success(request, _("Saved. We will plan around it."))
    return redirect("my_availability:overview")


def _circumstances(request: PersonRequest) -> Circumstances:
    person = request.person
    return Circumstances.objects.filter(person=person).first() or Circumstances(person=person)


def _form_page(request: PersonRequest, form: Form, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back_url": reverse("my_availability:overview")}
    return render(request, "availability/my_form.html", context)
