"""From nothing to an invitation in one go."""

from django.db import transaction

from contributors.accounts.models import User
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.quick_invite.rules import Plan
from projects.roles.writing import actions as writing
from projects.team import actions as team


@transaction.atomic
def carry_out(plan: Plan, *, by: User) -> Assignment:
    """Start the project where it is new, offer the role where it is new, and invite the person.

    All of it or nothing. Each part is the same act as on the page of its own. Raises TransitionRefused.
    """
    project = plan.project
    if plan.is_new_project:
        project = team.start_project(
            organisation=project.organisation,
            title=project.title,
            summary=project.summary,
            starts_on=project.starts_on,
            ends_on=project.ends_on,
            lead=project.lead,
            by=by,
        )
    role = plan.role
    if plan.is_new_role:
        role = writing.write_role(project, title=role.title, words=plan.words, by=by)
        writing.offer(role.versions.get(), by=by)
    return inviting.invite(role, invitees=[plan.invitee], by=by)[0]
