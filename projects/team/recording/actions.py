"""What a public member told us about being on a project, recorded for them."""

from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from projects.team.actions import leave
from projects.team.models import TeamMember
from projects.team.recording.states import LEFT, LEFT_WORDS


@transaction.atomic
def record_leaving(member: TeamMember, *, said: dict[str, Any], by: User) -> OnBehalf:
    """Record that a public member leaves a project. Nobody asks why. Raises TransitionRefused."""
    project = member.project
    return on_behalf.record(
        person=member.person,
        organisation_id=project.organisation_id,
        **said,
        by=by,
        what=LEFT,
        words=lambda: LEFT_WORDS % {"project": project.title},
        act=lambda: leave(project, person=member.person, by=by),
    )
