"""What is found and done about unequal power. Staff act; public members confirm."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.power_balance.power_actions import notifications, promises
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.power_actions.states import ActionState
from projects.team.actions import check_public_member, lock_open
from projects.team.models import Project
from projects.team.queries import staff_of


@transaction.atomic
def note(
    project: Project,
    *,
    found: str,
    plan: str,
    owner: Person,
    due_on: dt.date,
    by: User,
    indicator: str = "",
) -> PowerAction:
    """Write down an imbalance and promise all public members what is done about it. Raises TransitionRefused.

    `indicator` is the key of the line of the evidence it comes from, if it comes from one.
    """
    fresh = lock_open(project)
    _check_owner(owner, fresh)
    action = PowerAction.objects.create(
        project=fresh, found=found, plan=plan, owner=owner, due_on=due_on, indicator=indicator
    )
    history.record(action, "imbalance noted", by=by)
    _promise(action, by=by)
    return action


@transaction.atomic
def raise_imbalance(project: Project, *, found: str, person: Person, by: User) -> PowerAction:
    """Let a public member say what is unequal; we answer them within 14 days. Raises TransitionRefused."""
    fresh = lock_open(project)
    check_public_member(fresh, person)
    action = PowerAction.objects.create(
        project=fresh, found=found, raised_by=person, status=ActionState.RAISED
    )
    history.record(action, "imbalance raised", by=by)
    promise.make(
        promises.ANSWER,
        subject=action,
        due_at=clock.end_of_day(clock.today() + promises.ANSWER_WITHIN),
        owner=fresh.lead,
        by=by,
        organisation_id=fresh.organisation_id,
        project_id=fresh.pk,
        person=person,
    )
    enqueue(
        notifications.RAISED,
        to=fresh.lead,
        subject=action,
        dedupe_key=f"power-raised:{action.pk}",
        organisation_id=fresh.organisation_id,
    )
    return action


@transaction.atomic
def answer(action: PowerAction, *, plan: str, owner: Person, due_on: dt.date, by: User) -> PowerAction:
    """Answer what a public member raised with a plan, promised to all public members.

    Raises TransitionRefused.
    """
    project = lock_open(action.project)
    _check_owner(owner, project)
    fresh = transitions.transition(action, "answer", by=by, plan=plan, owner=owner, due_on=due_on)
    _answered(fresh, by=by)
    _promise(fresh, by=by)
    return fresh


@transaction.atomic
def change_plan(
    action: PowerAction, *, plan: str, owner: Person, due_on: dt.date, by: User, why: str = ""
) -> PowerAction:
    """Change what is done, by whom or by when. The old date stays visible.

    Raises TransitionRefused unless open.
    """
    project = lock_open(action.project)
    _check_owner(owner, project)
    fresh = transitions.lock_for(action, "do")
    if owner.pk != fresh.owner_id:
        # Reminders follow the owner of the promise, so a new owner makes a new promise.
        promise.release(
            promises.ACT, subject=fresh, by=by, why=_("%(name)s is now arranging it.") % {"name": owner.name}
        )
    changed = [name for name, new in (("plan", plan), ("due_on", due_on)) if getattr(fresh, name) != new]
    changed += ["owner"] if owner.pk != fresh.owner_id else []
    fresh.plan, fresh.owner, fresh.due_on = plan, owner, due_on
    fresh.save(update_fields=["plan", "owner", "due_on"])
    history.record(fresh, "plan changed", by=by, why=why, detail={"changed": changed})
    promise.move(promises.ACT, subject=fresh, due_at=clock.end_of_day(due_on), by=by, why=why)
    _promise(fresh, by=by)
    return fresh


@transaction.atomic
def do(action: PowerAction, *, by: User) -> PowerAction:
    """Say, as staff, that it is done. A public member still has to confirm. Raises TransitionRefused."""
    lock_open(action.project)
    fresh = transitions.transition(action, "do", by=by)
    promise.keep(promises.ACT, subject=fresh, by=by)
    return fresh


@transaction.atomic
def confirm(action: PowerAction, *, person: Person, by: User) -> PowerAction:
    """Let a public member of the project say that it is done. Raises TransitionRefused for anybody else."""
    project = lock_open(action.project)
    check_public_member(project, person)
    return transitions.transition(action, "confirm", by=by, confirmed_by=person, confirmed_at=clock.now())


@transaction.atomic
def not_yet(action: PowerAction, *, words: str, person: Person, by: User) -> PowerAction:
    """Let a public member say that it is not done. It opens again and is promised anew.

    By the date it had if that is still ahead, else in 14 days. Raises TransitionRefused.
    """
    project = lock_open(action.project)
    check_public_member(project, person)
    due_on = max(transitions.lock(action).due_on or clock.today(), clock.today() + promises.ANSWER_WITHIN)
    fresh = transitions.transition(action, "not yet", by=by, why=words, due_on=due_on)
    _promise(fresh, by=by)
    enqueue(
        notifications.NOT_YET,
        to=known(fresh.owner),
        subject=fresh,
        dedupe_key=f"power-not-yet:{fresh.pk}:{entries_about(fresh).count()}",
        organisation_id=project.organisation_id,
    )
    return fresh


@transaction.atomic
def set_aside(action: PowerAction, *, why: str, by: User) -> PowerAction:
    """Say that nothing will change, and why. Both sides read the reason. Raises TransitionRefused."""
    lock_open(action.project)
    fresh = transitions.transition(action, "set aside", by=by, why=why, set_aside_why=why)
    _answered(fresh, by=by)
    promise.release(promises.ACT, subject=fresh, by=by, why=why)
    return fresh


def set_all_aside(project: Project, *, by: User, why: str) -> list[Person]:
    """Nothing more is put right on a locked project that closes. Returns who waited for an answer of ours."""
    waited = []
    for action in project.power_actions.filter(status__in=(ActionState.RAISED, ActionState.OPEN)):
        if action.status == ActionState.RAISED:
            waited.append(known(action.raised_by))
            promise.release(promises.ANSWER, subject=action, by=by, why=why)
        set_aside(action, why=why, by=by)
    return waited


def _answered(action: PowerAction, *, by: User) -> None:
    """Keep the promise to who raised it, if anybody waits for our answer, and tell them."""
    if promise.keep(promises.ANSWER, subject=action, by=by) and action.raised_by:
        enqueue(
            notifications.ANSWERED,
            to=action.raised_by,
            subject=action,
            dedupe_key=f"power-answered:{action.pk}",
            organisation_id=action.organisation_id,
        )


def _promise(action: PowerAction, *, by: User) -> None:
    """Promise an open action to all public members of the project."""
    promise.make(
        promises.ACT,
        subject=action,
        due_at=clock.end_of_day(known(action.due_on)),
        owner=known(action.owner),
        by=by,
        organisation_id=action.organisation_id,
        project_id=action.project_id,
    )


def _check_owner(owner: Person, project: Project) -> None:
    if not staff_of([project.organisation_id]).filter(pk=owner.pk).exists():
        raise transitions.TransitionRefused(
            _("%(name)s does not work on projects of this organisation.") % {"name": owner.name}
        )
