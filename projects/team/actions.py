"""Starting a project, and who is on it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.handover.actions import hand_over
from coproduce.foundation.promises.models import Promise
from projects.team import notifications, signals
from projects.team.models import Project, TeamMember
from projects.team.queries import contributors_of, public_members, staff_of
from projects.team.states import ProjectState, Side


def lock_open(project: Project) -> Project:
    """Return the project re-read and locked. Raises TransitionRefused when it is closed.

    Every app calls this first when it changes something that belongs to a project.
    """
    fresh = transitions.lock(project)
    if fresh.status == ProjectState.CLOSED:
        raise transitions.TransitionRefused(_("This project is closed, so nothing on it can be changed."))
    return fresh


def check_public_member(project: Project, person: Person) -> None:
    """Raise TransitionRefused unless the person is a public contributor on the project now."""
    if not public_members(project).filter(pk=person.pk).exists():
        raise transitions.TransitionRefused(_("Only a public member of this project can do that."))


@transaction.atomic
def start_project(
    *,
    organisation: Organisation,
    title: str,
    summary: str,
    starts_on: dt.date,
    ends_on: dt.date,
    lead: Person,
    by: User,
    cost_code: str = "",
) -> Project:
    """Start a project with its named contact on it.

    Raises TransitionRefused for a contact who is not staff there.
    """
    _check_lead(lead, organisation.pk)
    project = Project.objects.create(
        organisation=organisation,
        title=title,
        summary=summary,
        starts_on=starts_on,
        ends_on=ends_on,
        lead=lead,
        cost_code=cost_code,
    )
    TeamMember.objects.create(project=project, person=lead, side=Side.PROFESSIONAL, does=_("Named contact"))
    history.record(project, "project started", by=by)
    return project


@transaction.atomic
def edit_project(
    project: Project,
    *,
    title: str,
    summary: str,
    starts_on: dt.date,
    ends_on: dt.date,
    lead: Person,
    cost_code: str,
    by: User,
) -> Project:
    """Change what a project says of itself. A new named contact joins it. Raises TransitionRefused."""
    fresh = lock_open(project)
    before = fresh.lead
    if lead.pk != fresh.lead_id:
        _check_lead(lead, fresh.organisation_id)
    values = {
        "title": title,
        "summary": summary,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "lead": lead,
        "cost_code": cost_code,
    }
    changed = sorted(name for name, value in values.items() if getattr(fresh, name) != value)
    if not changed:
        return fresh
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=changed)
    history.record(fresh, "project changed", by=by, detail={"changed": changed})
    if "lead" in changed:
        add_member(fresh, person=lead, side=Side.PROFESSIONAL, does=_("Named contact"), by=by)
        signals.contact_changed.send(sender=Project, project=fresh, before=before, by=by)
    return fresh


@transaction.atomic
def start_running(project: Project, *, by: User) -> Project:
    """Say that a planned project now runs. Raises TransitionRefused."""
    return transitions.transition(project, "start", by=by)


@transaction.atomic
def add_member(
    project: Project, *, person: Person, side: Side, by: User, does: str = "", tell: bool = True
) -> TeamMember:
    """Add somebody to a project; who is there on this side already stays as they are.

    A public contributor is told, unless another message says it better (`tell=False`). Raises
    TransitionRefused for somebody the organisation does not know, or who is there on the other side.
    """
    fresh = lock_open(project)
    there = TeamMember.objects.current().filter(project=fresh, person=person).first()
    if there and there.side == side:
        return there
    if there:
        raise transitions.TransitionRefused(
            _("%(name)s is already on this project as %(side)s.")
            % {"name": person.name, "side": there.get_side_display()}
        )
    who = (
        staff_of([fresh.organisation_id])
        if side == Side.PROFESSIONAL
        else contributors_of(fresh.organisation_id)
    )
    if not who.filter(pk=person.pk).exists():
        raise transitions.TransitionRefused(
            _("%(name)s is not known to this organisation.") % {"name": person.name}
        )
    member = TeamMember.objects.create(project=fresh, person=person, side=side, does=does)
    history.record(member, "joined the project", by=by, detail={"side": side})
    if tell and side == Side.PUBLIC:
        enqueue(
            notifications.ADDED,
            to=person,
            subject=member,
            dedupe_key=f"team-added:{member.pk}",
            organisation_id=fresh.organisation_id,
        )
    return member


def leave(project: Project, *, person: Person, by: User) -> TeamMember:
    """Let a public contributor leave a project from today. Nobody asks why. Raises TransitionRefused."""
    check_public_member(project, person)
    return remove_member(TeamMember.objects.current().get(project=project, person=person), by=by)


@transaction.atomic
def remove_member(member: TeamMember, *, by: User, why: str = "") -> TeamMember:
    """Take somebody off a project from today, with all that hangs on their being there.

    Money owed stays owed. The named contact and the person hear of it; `why` is for the history alone.
    Raises TransitionRefused for the named contact, or who left before.
    """
    project = lock_open(member.project)
    fresh = transitions.lock(member)
    if fresh.left_on:
        raise transitions.TransitionRefused(
            _("%(name)s has already left this project.") % {"name": member.person.name}
        )
    if project.lead_id == fresh.person_id and fresh.side == Side.PROFESSIONAL:
        raise transitions.TransitionRefused(_("This is the named contact. Choose another one first."))
    fresh.left_on = clock.today()
    fresh.save(update_fields=["left_on"])
    history.record(fresh, "left the project", by=by, why=why)
    signals.member_left.send(sender=TeamMember, member=fresh, by=by, why=_("Left the project."))
    _settle_promises_of(fresh, by=by)
    if fresh.side == Side.PUBLIC:
        _tell_of_leaving(fresh, by=by)
    return fresh


def _settle_promises_of(member: TeamMember, *, by: User) -> None:
    """Release what is open between somebody who left and us; what they did as staff, the contact does now."""
    project, why = member.project, _("Left the project.")
    of_project = Promise.objects.filter(project=project)
    promise.settle(of_project.filter(person=member.person), by=by, why=why)
    if member.side == Side.PROFESSIONAL:
        lasting = Promise.objects.outlasting().values("pk")
        theirs = of_project.filter(owner=member.person).exclude(pk__in=lasting)
        hand_over(theirs, to=project.lead, by=by, why=why)


def _tell_of_leaving(member: TeamMember, *, by: User) -> None:
    project = member.project
    told = [(notifications.LEFT, member.person)]
    if by.person != project.lead:
        told.append((notifications.SOMEBODY_LEFT, project.lead))
    for kind, to in told:
        enqueue(
            kind,
            to=to,
            subject=member,
            dedupe_key=f"{kind.key}:{member.pk}",
            organisation_id=project.organisation_id,
        )


def _check_lead(lead: Person, organisation_id: int) -> None:
    if not staff_of([organisation_id]).filter(pk=lead.pk).exists():
        raise transitions.TransitionRefused(
            _("%(name)s does not work on projects of this organisation.") % {"name": lead.name}
        )
