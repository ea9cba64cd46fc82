"""What bookings add elsewhere: marks on claim lines, money spent on projects, a piece of a person's page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people import panels
from contributors.people.models import Person
from contributors.people.panels import Panel
from expenses.bookings import actions
from expenses.bookings.models import BookingRequest
from expenses.bookings.states import BookingState, What
from expenses.claims import flags
from expenses.claims.models import Claim, ClaimLine
from projects.meetings import followers
from projects.meetings.followers import Follower
from projects.resources import spend

followers.register(
    Follower(moved=actions.follow_new_time, called_off=actions.let_all_go, declined=actions.let_theirs_go)
)


def booked_by_us(claim: Claim, lines: Sequence[ClaimLine]) -> dict[int, list[str]]:
    """Return {line id: sentences} where we booked the same for the same meeting or day. One query."""
    booked = BookingRequest.objects.filter(
        person=claim.person_id, organisation=claim.organisation_id, status=BookingState.BOOKED
    ).exclude(kind=What.OTHER)
    same = {(one.kind, one.on): one for one in booked}
    by_meeting: dict[tuple[str, int | None], BookingRequest] = {
        (one.kind, one.meeting_id): one for one in booked if one.meeting_id
    }
    found = {}
    for line in lines:
        known = by_meeting.get((line.category, claim.meeting_id)) or same.get(
            (line.category, line.activity_date)
        )
        if known:
            found[line.pk] = [_("We booked this and paid for it ourselves.")]
    return found


flags.register(booked_by_us)


def of_projects(project_ids: Sequence[int]) -> Mapping[int, int]:
    """Return {project id: whole pence}. A ticket that was not needed in the end was paid all the same."""
    rows = BookingRequest.objects.filter(project__in=project_ids, cost_pence__isnull=False).order_by()
    return dict(rows.values_list("project").annotate(Sum("cost_pence")))


spend.register_booked(of_projects)


def may_ask(person: Person, user: User) -> dict[str, Any]:
    """Return the person, and whether this member of staff arranges meetings and types claims anywhere."""
    arranges, types = (bool(user.organisation_ids(what)) for what in ("edit_project", "edit_people"))
    return {"person": person, "may_ask": arranges, "may_type": types}


panels.register(Panel("bookings/panel.html", may_ask))
