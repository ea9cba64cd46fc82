"""The public contributor's home: the next meeting, what is for you to do, what we owe you."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contributors.people.models import Person
from coproduce.foundation import clock, permissions
from coproduce.foundation.pages.presenters import promise_row
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.promises import queries
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise
from projects.meetings.planning.queries import next_invitation
from projects.power_balance.concerns.queries import rows_for_person
from projects.power_balance.power_actions.queries import said_to_be_done
from projects.team.models import Project

SHOWN = 50


@require_safe
@permissions.contributor_required
def home(request: PersonRequest) -> HttpResponse:
    """Show the next meeting and the two lists: theirs first, as it is they who read this."""
    person = request.person
    projects = list(
        Project.objects.visible_to_member(person).select_related("organisation").order_by("title")[:20]
    )
    open_now = queries.between(person).open().select_related("project")
    rows = list(open_now.order_by("due_at", "id")[: SHOWN * 2])
    return render(
        request,
        "portal/home.html",
        {
            "person": person,
            "next_invitation": next_invitation(person),
            "to_do": side_rows(rows, Side.CONTRIBUTOR) + is_it_done_rows(person),
            "we_owe": side_rows(rows, Side.ORGANISATION) + rows_for_person(person),
            "kept": Promise.objects.owed_to(person).exclude(kept_at=None).order_by("-kept_at")[:3],
            "projects": projects,
            "several": len({project.organisation_id for project in projects}) > 1,
            "stays_until": request.session_ends_at if stays_for_days(request) else None,
        },
    )


@require_safe
@permissions.contributor_required
def money(request: PersonRequest) -> HttpResponse:
    """Everything about money, in one place: it names pages and asks nothing."""
    return render(request, "portal/money.html", {"back_url": reverse("portal:home")})


def stays_for_days(request: PersonRequest) -> bool:
    """Say whether this device keeps its owner signed in."""
    return (request.session_ends_at - clock.now()).days > 0


def is_it_done_rows(person: Person) -> list[dict[str, str]]:
    """Return what we say is done and only they can confirm, as rows of what is for them to do."""
    return [
        {
            "title": _("Is it done? %(what)s") % {"what": action.plan[:80]},
            "url": reverse("my_power_balance:action", args=[action.ref]),
        }
        for action in said_to_be_done(person)
    ]


def side_rows(promises: list[Promise], side: Side) -> list[dict[str, str]]:
    """Return one side's promises as rows in the words of a public contributor."""
    of_side = [promise for promise in promises if promise.side == side]
    rows = queries.asked_once(of_side) if side == Side.CONTRIBUTOR else of_side
    return [promise_row(promise, for_staff=False) for promise in rows[:SHOWN]]
