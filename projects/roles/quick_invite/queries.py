"""What the short way to a first role offers to choose from. Only reads."""

from collections.abc import Iterable

from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.models import RoleDescription, RoleTemplate
from projects.roles.states import VersionState
from projects.team.models import Project
from projects.team.states import ProjectState

SHOWN = 6


def open_projects(user: User, asked: str = "") -> list[Project]:
    """Return the newest projects the user may invite people to; the one they came from stands first."""
    seen = Project.objects.visible_to_staff(user).exclude(status=ProjectState.CLOSED)
    seen = seen.filter(organisation__in=user.organisation_ids("edit_project")).select_related("lead")
    first = list(seen.filter(ref=asked)) if asked else []
    return first + list(seen.exclude(ref=asked).order_by("-id")[: SHOWN - len(first)])


def role_called(project: Project, title: str) -> RoleDescription:
    """Return the project's offered role of this title, or a new one that is not stored.

    Raises TransitionRefused while a role of this title is still being written.
    """
    there = RoleDescription.objects.filter(project=project, title=title).first() if project.pk else None
    if there and not there.versions.filter(status=VersionState.OFFERED).exists():
        raise TransitionRefused(
            _("“%(role)s” is still being written on this project. Finish and offer it there first.")
            % {"role": title}
        )
    return there or RoleDescription(project=project, title=title)


def templates_of(organisation_ids: Iterable[int]) -> QuerySet[RoleTemplate]:
    """Return the templates in use of some organisations, the oldest first; each title once."""
    theirs = RoleTemplate.objects.filter(organisation__in=list(organisation_ids), in_use=True)
    first = theirs.order_by().values("title").annotate(first=Min("pk"))
    return RoleTemplate.objects.filter(pk__in=first.values("first")).order_by("id")


def of_organisation(template: RoleTemplate, organisation_id: int) -> RoleTemplate:
    """Return an organisation's own template of the same title. Raises TransitionRefused when it has none."""
    own = RoleTemplate.objects.filter(organisation=organisation_id, title=template.title, in_use=True).first()
    if own is None:
        raise TransitionRefused(
            _("This organisation has no template “%(role)s”. Choose another one.") % {"role": template.title}
        )
    return own
