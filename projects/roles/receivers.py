"""What becomes of roles when a project closes, or somebody leaves it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.accounts.signals import staff_changed
from contributors.people.models import Person
from contributors.people.signals import Panel, organisation_left, panels_asked
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.signals import day_asked, promise_made
from projects.resources.signals import dates_asked
from projects.resources.timeline.rules import PlanEntry
from projects.roles import queries
from projects.roles.contacts import actions as contacts
from projects.roles.contacts.queries import projects_with_people
from projects.roles.data.role_templates import seed_templates
from projects.roles.duties import actions as duties
from projects.roles.duties import queries as duty_queries
from projects.roles.duties.rules import end_after
from projects.roles.ending import actions
from projects.roles.farewell import actions as farewell
from projects.roles.models import Assignment, RoleTemplate
from projects.roles.states import AssignmentState
from projects.roles.terms.queries import terms_of
from projects.scope.signals import invited_asked, invited_to_asked
from projects.team.actions import lock_open
from projects.team.models import Project, TeamMember
from projects.team.signals import contact_changed, member_left, project_closing
from projects.team.states import Side


@receiver(post_save, sender=Organisation, dispatch_uid="roles.templates")
def give_templates(*, instance: Organisation, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """A new organisation begins with four templates of its own."""
    if created and not raw:
        seed_templates(instance, RoleTemplate)


@receiver(project_closing, dispatch_uid="roles.project_closing")
def end_all(*, project: Project, by: User, why: str, **_kwargs: Any) -> list[Person]:
    """Take every offer back, and end every role."""
    return actions.end_all(project, by=by, why=why)


@receiver(organisation_left, dispatch_uid="roles.organisation_left")
def end_offers(*, person: Person, organisation: Organisation, by: User, **_kwargs: Any) -> None:
    """Who leaves an organisation is offered no role of it any more; they are on none of its projects."""
    live = Assignment.objects.live().filter(person=person, role__project__organisation=organisation)
    for project in Project.objects.filter(pk__in=live.values("role__project")):
        actions.end_theirs(lock_open(project), person, by=by, why=_("Left the organisation."))
    farewell.end_wishes(person, organisation.pk, by=by, why=_("Left the organisation."))


@receiver(member_left, dispatch_uid="roles.member_left")
def end_theirs(*, member: TeamMember, by: User, why: str, **_kwargs: Any) -> None:
    """Who has left has no role there any more; who asked them hears whom to ask now."""
    actions.end_theirs(member.project, member.person, by=by, why=why)
    if member.side == Side.PROFESSIONAL:
        contacts.tell(member.project, by=by)


@receiver(contact_changed, dispatch_uid="roles.contact_changed")
def say_who_it_is_now(*, project: Project, before: Person, by: User | None, **_kwargs: Any) -> None:
    """People hear who their contact is now, and where a role promises it, it is promised."""
    duties.follow(project, by=by, why=_("There is another named contact."))
    contacts.tell(project, by=by, also=[before])


@receiver(staff_changed, dispatch_uid="roles.staff_changed")
def say_whom_to_ask(*, organisation_ids: Sequence[int], by: User, **_kwargs: Any) -> None:
    """Who is named in a role and works here no more is followed by somebody who does."""
    for organisation_id in organisation_ids:
        for project in projects_with_people(organisation_id):
            contacts.tell(project, by=by)


@receiver(promise_made, dispatch_uid="roles.promise_made")
def count_as_duty(*, promise: Promise, **_kwargs: Any) -> None:
    """What another app promises may be what a role names: paying, answering, booking."""
    duties.link(promise)


@receiver(day_asked, dispatch_uid="roles.day_asked")
def answer_by_the_role(*, promise: Promise, **_kwargs: Any) -> dt.datetime | None:
    """Answer by the days that somebody's roles on the project promise."""
    if promise.person is None or promise.project is None:
        return None
    days = duty_queries.days_for(promise.person, "answer", project=promise.project)
    return end_after(promise.made_at, days) if days else None


@receiver(invited_asked, dispatch_uid="roles.invited")
def who_is_invited(*, project: Project, **_kwargs: Any) -> QuerySet[Assignment, Any]:
    """Who holds an offer of a role on a project reads its scope before they say yes."""
    return Assignment.objects.filter(role__project=project, status=AssignmentState.INVITED).values("person")


@receiver(invited_to_asked, dispatch_uid="roles.invited_to")
def where_they_are_invited(*, person: Person, **_kwargs: Any) -> QuerySet[Assignment, Any]:
    """The projects on which somebody holds an offer of a role."""
    return Assignment.objects.filter(person=person, status=AssignmentState.INVITED).values("role__project")


@receiver(panels_asked, dispatch_uid="roles.panel")
def show_what_they_do(*, person: Person, user: User, **_kwargs: Any) -> Panel | None:
    """Say on a person's page which projects they are or were on, and in which roles."""
    if not user.organisation_ids("see_projects"):
        return None
    return Panel("roles/person_panel.html", queries.of_person(person, user), early=True)


@receiver(dates_asked, dispatch_uid="roles.dates")
def say_how_long_roles_last(*, project: Project, **_kwargs: Any) -> list[PlanEntry]:
    """Tell the timeline of a project from when to when people have a role."""
    return terms_of(project)
