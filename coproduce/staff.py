"""The staff home: the promises of the projects one may see, late ones first."""

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from contributors.accounts.confirming.queries import waiting_for
from contributors.people.same_person.queries import waiting as same_person_waits
from coproduce.foundation import clock, permissions
from coproduce.foundation.notifications.by_hand.queries import to_do
from coproduce.foundation.notifications.queries import trouble
from coproduce.foundation.pages.administration import administers
from coproduce.foundation.pages.presenters import promise_row
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise
from projects.power_balance.concerns.queries import rows_for_contact

SHOWN = 10


@require_safe
def front_door(request: AuthenticatedRequest) -> HttpResponse:
    """Send staff to theirs, an administrator without a role to setting up, contributors to the portal."""
    if request.user.is_staff_member:
        return HttpResponseRedirect(reverse("staff:home"))
    return HttpResponseRedirect(reverse("set_up" if administers(request.user) else "portal:home"))


@require_safe
@permissions.staff_required
def home(request: AuthenticatedRequest) -> HttpResponse:
    """Show what is late, what we owe and what we are waiting for."""
    seen = Promise.objects.visible_to(request.user).open().select_related("person", "project", "owner")
    may_set_up = bool(request.user.organisation_ids("set_up"))
    now = clock.now()
    late = seen.filter(due_at__lt=now, waiting_since=None)
    coming = seen.filter(Q(due_at__gte=now) | Q(waiting_since__isnull=False))
    lists = {
        "late": late.order_by("due_at", "id"),
        "we_owe": coming.filter(side=Side.ORGANISATION).order_by("due_at", "id"),
        "we_wait_for": coming.filter(side=Side.CONTRIBUTOR).order_by("due_at", "id"),
    }
    shown = {name: list(rows[: SHOWN + 1]) for name, rows in lists.items()}
    drawn = {
        name: [promise_row(promise, for_staff=True, user=request.user) for promise in rows[:SHOWN]]
        for name, rows in shown.items()
    }
    return render(
        request,
        "staff/home.html",
        {
            "lists": drawn,
            "trouble": trouble(request.user),
            "by_hand": to_do(request.user),
            "same_person": same_person_waits(request.user) if administers(request.user) else 0,
            "roles_wait": administers(request.user) and bool(waiting_for(request.user)),
            "concerns": rows_for_contact(request.user),
            "more": {name: len(rows) > SHOWN for name, rows in shown.items()},
            "may_set_up": may_set_up,
            "may_invite": bool(request.user.organisation_ids("edit_project")),
            "may_start": bool(request.user.organisation_ids("start_project")),
        },
    )
