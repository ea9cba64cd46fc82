"""Asking for money before an activity, and seeing what became of it."""

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
from expenses.bookings.queries import occasions_of
from expenses.payments.advances import actions
from expenses.payments.advances.forms import AskAdvanceForm
from expenses.payments.advances.lists import MY_ADVANCES
from expenses.payments.advances.models import Advance


@require_safe
@permissions.contributor_required
def list_advances(request: PersonRequest) -> HttpResponse:
    """What I asked for and had, the newest first."""
    mine = Advance.objects.of(request.person).select_related("meeting", "project")
    return lists.answer(
        request,
        MY_ADVANCES,
        mine,
        key="-id",
        template="advances/my_list.html",
        context={"back_url": reverse("my_bookings:list")},
    )


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def new(request: PersonRequest) -> HttpResponse:
    """Ask for money before a meeting."""
    person = request.person
    offered = occasions_of(person)
    form = AskAdvanceForm(request.POST or None, occasions=offered)
    made: list[Advance] = []
    if submit(
        request,
        form,
        lambda: made.append(actions.ask(person=person, by=request.user, **form.asked)),
        done=_("Thank you. We will look at it and tell you."),
    ):
        return redirect("my_advances:detail", made[0].ref)
    context = {
        "form": form,
        "nothing_to_ask_for": not offered.meetings and not offered.projects,
        "back_url": reverse("my_advances:list"),
    }
    return render(request, "advances/my_new.html", context)


@require_safe
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """One advance of mine, and what became of it."""
    advance = find_mine(request, ref)
    context = {
        "advance": advance,
        "uses": advance.uses.select_related("claim_line__claim"),
        "back_url": reverse("my_advances:list"),
    }
    return render(request, "advances/my_detail.html", context)


@require_POST
@permissions.contributor_required
@idempotent
def withdraw(request: PersonRequest, ref: str) -> HttpResponse:
    """Take back what I asked for."""
    advance = find_mine(request, ref)
    submit(
        request,
        None,
        lambda: actions.withdraw(advance, by=request.user),
        done=_("Thank you for telling us."),
    )
    return redirect("my_advances:detail", ref)


def find_mine(request: PersonRequest, ref: str) -> Advance:
    """Return an advance of the person who is signed in. Raises Http404."""
    mine = Advance.objects.of(request.person).select_related("meeting", "project")
    return permissions.get_visible_or_404(mine, ref)
