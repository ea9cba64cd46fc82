"""What happens to promises when somebody's work changes, or a project gets another named contact."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.accounts.signals import staff_changed
from contributors.people.models import Person
from contributors.people.signals import Panel, organisation_left, panels_asked
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.signals import owner_asked
from projects.team.actions import leave
from projects.team.models import Project
from projects.team.owners.actions import contact_takes_over, pass_on
from projects.team.owners.queries import owner_now, owners, staff_people
from projects.team.signals import contact_changed
from projects.team.states import ProjectState


@receiver(owner_asked, dispatch_uid="team.owner")
def find_owner(*, promise: Promise, **_kwargs: Any) -> Person | None:
    """Let nobody owe something new who has left."""
    return owner_now(promise)


@receiver(staff_changed, dispatch_uid="team.staff_changed")
def pass_on_promises(*, user: User, organisation_ids: Sequence[int], by: User, **_kwargs: Any) -> None:
    """Give what somebody can no longer see to to somebody who can."""
    for person in user.people.all():
        for organisation_id in organisation_ids:
            pass_on(person, organisation_id=organisation_id, by=by, why=_("Their work here has changed."))


@receiver(contact_changed, dispatch_uid="team.contact_changed")
def let_contact_take_over(*, project: Project, before: Person, by: User, **_kwargs: Any) -> None:
    """Give the promises of the former contact to the new one."""
    contact_takes_over(project, before=before, by=by)


@receiver(organisation_left, dispatch_uid="team.organisation_left")
def leave_projects(*, person: Person, organisation: Organisation, by: User, **_kwargs: Any) -> None:
    """Who leaves an organisation leaves its projects."""
    theirs = Project.objects.visible_to_member(person).filter(organisation=organisation)
    for project in theirs.exclude(status=ProjectState.CLOSED):
        leave(project, person=person, by=by)


@receiver(panels_asked, dispatch_uid="team.owes")
def show_what_they_owe(*, person: Person, user: User, **_kwargs: Any) -> Panel | None:
    """Say on a colleague's page how many promises they look after, with the way to hand them over."""
    organisation_ids = user.organisation_ids("hand_over")
    rows = owners(organisation_ids, person=person) if organisation_ids else []
    if not rows and not staff_people(organisation_ids).filter(pk=person.pk).exists():
        return None
    return Panel("team/owes_panel.html", {"person": person, "rows": rows})
