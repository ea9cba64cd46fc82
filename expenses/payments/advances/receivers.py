"""What happens to money before when its claim is approved, or its meeting changes."""

from typing import Any

from django.dispatch import receiver

from contributors.accounts.models import User
from contributors.people.models import Person
from expenses.claims.models import Claim
from expenses.claims.signals import claim_approved
from expenses.payments.advances import actions
from projects.meetings import signals
from projects.meetings.models import Meeting
from projects.team.models import Project, TeamMember
from projects.team.signals import member_left, project_closing


@receiver(signals.meeting_moved, dispatch_uid="payments.meeting_moved")
def follow_new_time(*, meeting: Meeting, by: User, **_kwargs: Any) -> None:
    """Money that was not given yet is never due after the meeting."""
    actions.follow_new_time(meeting, by=by)


@receiver(signals.meeting_called_off, dispatch_uid="payments.meeting_called_off")
def let_all_go(*, meeting: Meeting, by: User, why: str, **_kwargs: Any) -> None:
    """No money is needed for a meeting that does not take place."""
    actions.let_all_go(meeting, by=by, why=why)


@receiver(signals.invitation_declined, dispatch_uid="payments.invitation_declined")
def let_theirs_go(*, meeting: Meeting, person: Person, by: User | None, **_kwargs: Any) -> None:
    """Who cannot come needs no money before."""
    actions.let_theirs_go(meeting, person, by=by)


@receiver(project_closing, dispatch_uid="payments.project_closing")
def let_all_of_project_go(*, project: Project, by: User, **_kwargs: Any) -> list[Person]:
    """What nobody has said yes to is not needed on a project that closes; what we said yes to is owed."""
    return actions.let_undecided_go(project, by=by)


@receiver(member_left, dispatch_uid="payments.member_left")
def let_theirs_on_project_go(*, member: TeamMember, by: User, **_kwargs: Any) -> None:
    """Who has left a project needs no money before what they would have done on it."""
    actions.let_undecided_go(member.project, by=by, person=member.person)


@receiver(claim_approved, dispatch_uid="payments.clear_advances")
def clear_advances(*, claim: Claim, by: User, **_kwargs: Any) -> None:
    """Take what the person had before off the costs of an approved claim."""
    actions.clear_against(claim, by=by)
