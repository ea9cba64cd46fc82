"""What bookings answer when another app asks, and what becomes of them when a meeting changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.signals import Panel, panels_asked
from expenses.bookings import actions
from expenses.bookings.queries import booked_for, booked_pieces, spent_on_projects
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.signals import paid_already
from projects.meetings import signals
from projects.meetings.models import Meeting
from projects.resources.costing.rules import Piece
from projects.resources.signals import booked_asked, money_asked
from projects.team.models import Project, TeamMember
from projects.team.signals import member_left, project_closing


@receiver(booked_asked, dispatch_uid="bookings.booked")
def say_what_was_booked(*, project_ids: Sequence[int], **_kwargs: Any) -> Mapping[int, int]:
    """Tell the costing page what we booked and paid for ourselves, apart from claims."""
    return spent_on_projects(project_ids)


@receiver(money_asked, dispatch_uid="bookings.money")
def say_where_it_is_counted(*, project_ids: Sequence[int], **_kwargs: Any) -> Mapping[int, list[Piece]]:
    """Tell the costing the same, by kind and day."""
    return booked_pieces(project_ids)


@receiver(signals.meeting_moved, dispatch_uid="bookings.meeting_moved")
def follow_new_time(*, meeting: Meeting, by: User, **_kwargs: Any) -> None:
    """What was booked for the old time is to be booked again."""
    actions.follow_new_time(meeting, by=by)


@receiver(signals.meeting_called_off, dispatch_uid="bookings.meeting_called_off")
def let_all_go(*, meeting: Meeting, by: User, why: str, **_kwargs: Any) -> None:
    """Nothing is booked for a meeting that does not take place."""
    actions.let_all_go(meeting, by=by, why=why)


@receiver(signals.invitation_declined, dispatch_uid="bookings.invitation_declined")
def let_theirs_go(*, meeting: Meeting, person: Person, by: User | None, **_kwargs: Any) -> None:
    """Who cannot come needs no booking."""
    actions.let_theirs_go(meeting, person, by=by)


@receiver(project_closing, dispatch_uid="bookings.project_closing")
def let_all_of_project_go(*, project: Project, by: User, why: str, **_kwargs: Any) -> list[Person]:
    """Nothing is booked on a project that closes."""
    return actions.let_all_of_project_go(project, by=by, why=why)


@receiver(member_left, dispatch_uid="bookings.member_left")
def let_theirs_on_project_go(*, member: TeamMember, by: User, why: str, **_kwargs: Any) -> None:
    """Who has left a project needs no booking on it."""
    actions.let_all_of_project_go(member.project, by=by, why=why, person=member.person)


@receiver(paid_already, dispatch_uid="bookings.booked_by_us")
def booked_by_us(*, claim: Claim, lines: Sequence[ClaimLine], **_kwargs: Any) -> dict[int, list[str]]:
    """Return {line id: sentences} where we booked the same for the same meeting or day."""
    booked = booked_for(claim)
    return {line.pk: [_("We booked this and paid for it ourselves.")] for line in lines if booked(line)}


@receiver(panels_asked, dispatch_uid="bookings.panel")
def never_out_of_pocket(*, person: Person, user: User, **_kwargs: Any) -> Panel:
    """Add to a person's page what staff can do, if they arrange meetings or type claims anywhere."""
    arranges, types = (bool(user.organisation_ids(what)) for what in ("edit_project", "edit_people"))
    return Panel("bookings/panel.html", {"person": person, "may_ask": arranges, "may_type": types})
