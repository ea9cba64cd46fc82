"""What becomes of step 4 when a project closes, or somebody leaves it."""

from typing import Any

from django.dispatch import receiver

from contributors.accounts.models import User
from contributors.people.models import Person
from projects.power_balance.power_actions import actions as power_actions
from projects.power_balance.reviews import actions as reviews
from projects.team.models import Project, TeamMember
from projects.team.signals import member_left, project_closing


@receiver(project_closing, dispatch_uid="power_balance.project_closing")
def end_all(*, project: Project, by: User, why: str, **_kwargs: Any) -> list[Person]:
    """End a review without a result, and set aside what was not put right; both sides read why."""
    asked = reviews.end_all(project, by=by, why=why)
    return [*asked, *power_actions.set_all_aside(project, by=by, why=why)]


@receiver(member_left, dispatch_uid="power_balance.member_left")
def ask_no_more(*, member: TeamMember, by: User, why: str, **_kwargs: Any) -> None:
    """Who has left is not asked how equal it feels any more."""
    reviews.ask_no_more(member.project, member.person, by=by, why=why)
