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


@receiver(claim_approved, dispatch_uid="payments.clear_advances")
def clear_advances(*, claim: Claim, by: User, **_kwargs: Any) -> None:
    """Take what the person had before off the costs of an approved claim."""
    actions.clear_against(claim, by=by)
