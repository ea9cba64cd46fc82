"""Asking us to book something, and seeing what became of it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from expenses.bookings import actions, queries
from expenses.bookings.forms import AskForm
from expenses.bookings.lists import MY_BOOKINGS
from expenses.bookings.models import BookingRequest

WITH_TITLE = ("meeting", "project", "owner")


@require_safe
@permissions.contributor_required
def list_bookings(request: PersonRequest) -> HttpResponse:
    """What I asked for, the newest first."""
    mine = BookingRequest.objects.of(request.person).select_related(*WITH_TITLE)
    return lists.answer(
        request,
        MY_BOOKINGS,
        mine,
        key="-id",
        template="bookings/my_list.html",
        context={"back_url": reverse("portal:home")},
    )


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def new(request: PersonRequest) -> HttpResponse:
    """Ask us to book something; `?meeting=` says for which meeting."""
    person = request.person
    offered = queries.occasions_of(person)
    initial = {"what_for": request.GET.get("meeting", "")}
    form = AskForm(request.POST or None, occasions=offered, initial=initial)
    made: list[BookingRequest] = []
    if submit(
        request,
        form,
        lambda: made.append(actions.ask(person=person, by=request.user, **form.asked)),
        done=_("Thank you. We will let you know when it is booked."),
    ):
        return redirect("my_bookings:detail", made[0].ref)
    context = {
        "form": form,
        "nothing_to_ask_for": not offered.meetings and not offered.projects,
        "back_url": reverse("my_bookings:list"),
    }
    return render(request, "bookings/my_new.html", context)


@require_safe
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """One request of mine and our answer."""
    booking = find_mine(request, ref)
    context = {"booking": booking, "back_url": reverse("my_bookings:list")}
    return render(request, "bookings/my_detail.html", context)


@require_POST
@permissions.contributor_required
@idempotent
def not_needed(request: PersonRequest, ref: str) -> HttpResponse:
    """Say that I do not need it any more."""
    booking = find_mine(request, ref)
    submit(
        request,
        None,
        lambda: actions.let_go(booking, by=request.user),
        done=_("Thank you for telling us."),
    )
    return redirect("my_bookings:detail", ref)


def find_mine(request: PersonRequest, ref: str) -> BookingRequest:
    """Return a request of the person who is signed in. Raises Http404."""
    return permissions.get_visible_or_404(
        BookingRequest.objects.of(request.person).select_related(*WITH_TITLE), ref
    )
