"""The public contributor's home: what we owe you, and what we are waiting for from you."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.presenters import promise_row
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.promises import queries
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise
from projects.power_balance.concerns.queries import rows_for_person
from projects.power_balance.power_actions.queries import said_to_be_done
from projects.team.models import Project

SHOWN = 50


@require_safe
@permissions.contributor_required
def home(request: PersonRequest) -> HttpResponse:
    """Show the two lists, ours first."""
    person = request.person
    projects = Project.objects.visible_to_member(person)
    open_now = queries.between(person).open().select_related("project")
    rows = list(open_now.order_by("due_at", "id")[: SHOWN * 2])
    return render(
        request,
        "portal/home.html",
        {
            "person": person,
            "we_owe": side_rows(rows, Side.ORGANISATION) + rows_for_person(person),
            "we_wait_for": side_rows(rows, Side.CONTRIBUTOR),
            "is_it_done": said_to_be_done(person),
            "kept": Promise.objects.owed_to(person).exclude(kept_at=None).order_by("-kept_at")[:3],
            "projects": list(projects.order_by("title")[:20]),
        },
    )


def side_rows(promises: list[Promise], side: Side) -> list[dict[str, str]]:
    """Return one side's promises as rows in the words of a public contributor."""
    return [promise_row(promise, for_staff=False) for promise in promises if promise.side == side][:SHOWN]
