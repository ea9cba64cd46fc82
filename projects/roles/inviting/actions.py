"""Asking people to take a role, and ending it. One verb, one transaction."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.accounts.models import User
from contributors.people import actions as people
from contributors.people.models import Person
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.roles import notifications, promises, queries, rules
from projects.roles.ending import actions as ending
from projects.roles.models import Assignment, RoleDescription, RoleVersion
from projects.roles.rules import Invitee
from projects.roles.terms.queries import why_not_again
from projects.team.actions import lock_open
from projects.team.models import Project, TeamMember
from projects.team.queries import contributors_of
from projects.team.states import Side


@transaction.atomic
def invite(
    role: RoleDescription, *, invitees: Sequence[Invitee], by: User, answer_by: dt.date | None = None
) -> list[Assignment]:
    """Ask one or more people to take a role, all or none of them. `answer_by` is a UK day.

    Raises TransitionRefused when the role is not offered, has too few places left, or somebody is in it
    already.
    """
    project = lock_open(role.project)
    transitions.lock(role)
    version = queries.offered(role)
    if version is None:
        raise transitions.TransitionRefused(
            _("Offer the role first, so that people know what they are saying yes to.")
        )
    free = queries.free_places(role, version)
    if free is not None and len(invitees) > (places := max(free, 0)):
        words = ngettext(
            "This role has %(n)s place left. Invite fewer people, or add places in the next version.",
            "This role has %(n)s places left. Invite fewer people, or add places in the next version.",
            places,
        )
        raise transitions.TransitionRefused(words % {"n": places})
    return [_invite_one(project, version, invitee, answer_by=answer_by, by=by) for invitee in invitees]


def _invite_one(
    project: Project, version: RoleVersion, invitee: Invitee, *, answer_by: dt.date | None, by: User
) -> Assignment:
    person = invitee.person or _new_person(invitee, project, by=by)
    _check_free(project, version.role, person)  # a name and e-mail we know may be typed anew
    if not contributors_of(project.organisation_id).filter(pk=person.pk).exists():
        raise transitions.TransitionRefused(
            _("%(name)s does not want to work with this organisation any more. Nobody was invited.")
            % {"name": person.name}
        )
    if person.email:
        people.account_for(person)
    if why := why_not_again(version.role, person, version):
        words = _("%(name)s has been in this role until now. %(why)s Nobody was invited.")
        raise transitions.TransitionRefused(words % {"name": person.name, "why": why})
    assignment = Assignment.objects.create(
        role=version.role, person=person, version=version, answer_by=rules.answer_due(answer_by)
    )
    history.record(assignment, "invited", by=by, detail={"version": version.number})
    promise.make(
        promises.ANSWER,
        subject=assignment,
        due_at=assignment.answer_by,
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=person,
        label=version.role.title,
    )
    _tell(notifications.INVITATION, assignment, "roles-invitation")
    return assignment


def _new_person(invitee: Invitee, project: Project, *, by: User) -> Person:
    """Add somebody new. Without an e-mail address they are rung up, or written to by hand."""
    reach: dict[str, Any] = {"email": invitee.email, "channel": Channel.EMAIL}
    if not invitee.email:
        reach = {"email": "", "phone": invitee.phone, "channel": Channel.PHONE}
    return people.add_person(name=invitee.name, organisation=project.organisation, by=by, **reach)


def _check_free(project: Project, role: RoleDescription, person: Person) -> None:
    if Assignment.objects.live().filter(role=role, person=person).exists():
        raise transitions.TransitionRefused(
            _("%(name)s has already been invited to this role.") % {"name": person.name}
        )
    there = TeamMember.objects.current().filter(project=project, person=person, side=Side.PROFESSIONAL)
    if there.exists():
        raise transitions.TransitionRefused(
            _("%(name)s is on this project as staff. A role here is for public contributors.")
            % {"name": person.name}
        )


@transaction.atomic
def withdraw(assignment: Assignment, *, why: str, by: User) -> Assignment:
    """Take an invitation back before it is answered. The person is told why. Raises TransitionRefused."""
    lock_open(assignment.role.project)
    fresh = ending.take_back(assignment, by=by, why=why)
    _tell(notifications.TAKEN_BACK, fresh, "roles-taken-back")
    return fresh


@transaction.atomic
def end(assignment: Assignment, *, why: str, by: User) -> Assignment:
    """End somebody's role today; they stay on the project. The person is told why.

    Raises TransitionRefused.
    """
    lock_open(assignment.role.project)
    fresh = ending.stop(assignment, by=by, why=why)
    ending.tell_of_the_end(fresh, by=by)
    return fresh


def _tell(kind: notifications.NotificationKind, assignment: Assignment, key: str) -> None:
    enqueue(
        kind,
        to=assignment.person,
        subject=assignment,
        dedupe_key=f"{key}:{assignment.pk}",
        organisation_id=assignment.organisation_id,
    )
