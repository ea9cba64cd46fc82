"""What follows in the scope when a project closes, or somebody leaves it; the scales after a migration."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.dispatch import receiver

from contributors.accounts.models import User
from contributors.people.models import Person
from projects.scope.comments import actions as comments
from projects.scope.data.levels import seed_scales
from projects.scope.models import Scale, ScaleLevel
from projects.team.models import Project, TeamMember
from projects.team.signals import member_left, project_closing


@receiver(project_closing, dispatch_uid="scope.project_closing")
def let_all_go(*, project: Project, by: User, why: str, **_kwargs: Any) -> list[Person]:
    """Nobody answers comments on a project that has ended."""
    return comments.let_go(project, by=by, why=why)


@receiver(member_left, dispatch_uid="scope.member_left")
def let_theirs_go(*, member: TeamMember, by: User, why: str, **_kwargs: Any) -> None:
    """Who has left is owed no answer about the scope."""
    comments.let_go_of_reader(member.project, member.person, by=by, why=why)


def add_scales(using: str, **_kwargs: Any) -> None:
    """After each `migrate`: the scales that come with the software are there."""
    if using == DEFAULT_DB_ALIAS and ScaleLevel._meta.db_table in connection.introspection.table_names():
        seed_scales(Scale, ScaleLevel)
