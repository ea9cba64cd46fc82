"""The only writers of panels and of what their members declare."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.kinds import PromiseKind
from coproduce.foundation.transitions import TransitionRefused, lock, transition
from projects.selection import signals
from projects.selection.criteria.models import ScoringPlan
from projects.selection.criteria.queries import is_scored
from projects.selection.interest.models import Expression
from projects.selection.interest.queries import contact_of
from projects.selection.opportunities.models import Opportunity
from projects.selection.opportunities.states import OpportunityState
from projects.selection.panel import notifications, promises, queries, rules
from projects.selection.panel.models import Declaration, PanelMember
from projects.selection.panel.states import LIVE, PanelState
from projects.team.actions import lock_open
from projects.team.queries import contributors_of

SIT = {True: promises.SIT, False: promises.SIT_AS_STAFF}
DECLARE = {True: promises.DECLARE, False: promises.DECLARE_AS_STAFF}


@transaction.atomic
def ask(opportunity: Opportunity, *, person: Person, part: str, answer_by: dt.date, by: User) -> PanelMember:
    """Ask a colleague or a contributor to take a part on the panel, with an answer by a UK day.

    Raises TransitionRefused for who is on it already, put themselves forward, or had the other part here.
    """
    lock_open(opportunity.project)
    fresh = lock(opportunity)
    if fresh.status == OpportunityState.WITHDRAWN or not is_scored(fresh):
        raise TransitionRefused(_("Nobody gives points here, so nobody is asked to. Nothing was changed."))
    is_public = _side_of(person, fresh)
    _check_may_sit(person, fresh, part)
    member = PanelMember.objects.create(
        opportunity=fresh, person=person, part=part, is_public=is_public, asked_by=by, answer_by=answer_by
    )
    history.record(member, "asked to a panel", by=by, detail={"part": part})
    _promise(SIT[is_public], member, due_at=clock.end_of_day(answer_by), by=by)
    _tell(notifications.ASKED, member, to=person)
    return member


def _side_of(person: Person, opportunity: Opportunity) -> bool:
    """Say whether somebody would be a public member. Raises TransitionRefused for a stranger."""
    if queries.colleagues(opportunity.organisation_id).filter(pk=person.pk).exists():
        return False
    if not contributors_of(opportunity.organisation_id).filter(pk=person.pk).exists():
        raise TransitionRefused(_("Choose someone who works with your organisation. Nothing was changed."))
    return True


def _check_may_sit(person: Person, opportunity: Opportunity, part: str) -> None:
    before = PanelMember.objects.filter(opportunity=opportunity, person=person)
    if before.filter(status__in=LIVE).exists():
        raise TransitionRefused(_("They are asked already. Nothing was changed."))
    if before.exclude(said_yes_at=None).exclude(part=part).exists():
        raise TransitionRefused(
            _("They had the other part here before. Who has seen names does not give points.")
        )
    if queries.taking_part(opportunity).filter(person=person).exists():
        raise TransitionRefused(_("They put themselves forward here, so they cannot help to choose."))


@transaction.atomic
def answer(member: PanelMember, *, yes: bool, by: User) -> PanelMember:
    """Say yes or no. With a yes, they are asked whom they know as soon as all names are in.

    Raises TransitionRefused when they have answered, or are not asked any more.
    """
    lock_open(member.opportunity.project)
    moment: dict[str, Any] = {"said_yes_at" if yes else "ended_at": clock.now()}
    done = transition(member, "join" if yes else "decline", by=by, **moment)
    promise.keep(SIT[done.is_public], subject=done, by=by)
    if by.pk != done.asked_by_id:
        _tell(notifications.ANSWERED, done, to=done.opportunity.project.lead)
    if yes:
        _ask_to_declare(done, by=by)
    return done


@transaction.atomic
def end(member: PanelMember, *, why: str, by: User | None) -> PanelMember:
    """End somebody's part: they read and score no more, and owe nothing here. What they said stays.

    Raises TransitionRefused when it has ended already.
    """
    done = transition(member, "leave", by=by, why=why, ended_at=clock.now())
    for kind in (SIT[done.is_public], DECLARE[done.is_public]):
        promise.release(kind, subject=done, by=by, why=why or _("Their part here has ended."))
    signals.part_ended.send(PanelMember, member=done, by=by, why=why)
    by_themself = by is not None and by.pk == done.person.account_id
    if by_themself:
        _tell(notifications.ANSWERED, done, to=done.opportunity.project.lead)
    else:
        _tell(notifications.ENDED, done, to=done.person)
    return done


def end_all(members: Collection[PanelMember], *, why: str, by: User | None) -> list[Person]:
    """End the parts of several people. Call it in a transaction. Returns who heard of it."""
    return [end(member, why=why, by=by).person for member in members]


@transaction.atomic
def ask_to_declare(opportunity_id: int, *, by: User | None = None) -> None:
    """Ask everybody on a panel who has not said it yet whom they know. May run twice."""
    members = PanelMember.objects.joined().filter(opportunity=opportunity_id).select_related("opportunity")
    for member in members.order_by("pk"):
        _ask_to_declare(member, by=by)


def _ask_to_declare(member: PanelMember, *, by: User | None) -> None:
    """Promise it and write to them, where there is somebody they have not spoken of."""
    names = queries.undeclared(member)
    if not names:
        return
    due_at = clock.end_of_day(clock.today() + dt.timedelta(days=rules.DAYS_TO_DECLARE))
    _promise(DECLARE[member.is_public], member, due_at=due_at, by=by)
    _tell(notifications.DECLARE, member, to=member.person, again=rules.seal(one.ref for one in names)[:12])


@transaction.atomic
def declare(
    member: PanelMember, *, knows: Collection[str], seen: str, why: str = "", by: User
) -> list[Declaration]:
    """Say of everybody on the list, at once, whether they know them. `knows` are references of names.

    `seen` is the seal of the list that was shown. Who is reached where the member is, counts as known.
    Raises TransitionRefused when the list has changed since, or they are not on the panel.
    """
    lock_open(member.opportunity.project)
    lock(member.opportunity)
    fresh = _joined(member)
    names = queries.undeclared(fresh)
    if not names or seen != rules.seal(one.ref for one in names):
        raise TransitionRefused(_("The list has changed since you saw it. Nothing was saved. Look again."))
    mine = queries.reached_as(fresh.person)
    made = []
    for row in names:
        conflict = row.ref in knows or rules.same_reach(mine, contact_of(row))
        made.append(_declared(fresh, row, conflict=conflict, why=why if row.ref in knows else "", by=by))
    history.record(fresh, "declared", by=by, detail={"said": len(made), "knows": _count(made)})
    promise.keep(DECLARE[fresh.is_public], subject=fresh, by=by)
    return made


def _declared(member: PanelMember, row: Expression, *, conflict: bool, why: str, by: User) -> Declaration:
    said = Declaration(member=member, expression=row, conflict=conflict)
    if by.pk != member.person.account_id:
        said.recorded_by = by
    if why:
        said.sealed_why = encrypt(why, bound_to=said.bound_to("sealed_why"))
    said.save(force_insert=True)
    return said


def _count(declarations: list[Declaration]) -> int:
    return sum(one.conflict for one in declarations)


@transaction.atomic
def recognise(member: PanelMember, expression: Expression, *, why: str = "", by: User) -> Declaration:
    """Find out while reading that one knows who wrote it: from now on they neither read nor score it.

    That it was late stays on record, and staff hear of it. Raises TransitionRefused for what they may not
    read.
    """
    fresh = _joined(member)
    if not queries.may_read(fresh, expression):
        raise TransitionRefused(_("You cannot read this one. Nothing was changed."))
    said = lock(Declaration.objects.get(member=fresh, expression=expression))
    said.conflict, said.late = True, True
    if why:
        said.sealed_why = encrypt(why, bound_to=said.bound_to("sealed_why"))
    said.save(update_fields=["conflict", "late", "sealed_why"])
    history.record(fresh, "recognised someone", by=by)
    signals.recognised.send(PanelMember, member=fresh, by=by)
    _tell(notifications.RECOGNISED, fresh, to=fresh.opportunity.project.lead, again=str(said.pk))
    return said


@transaction.atomic
def begin(opportunity: Opportunity, *, by: User) -> ScoringPlan:
    """Let scoring begin: from now on it is fixed who takes part, and what they sent.

    Raises TransitionRefused while something is in the way, and a second time.
    """
    lock_open(opportunity.project)
    fresh = lock(opportunity)
    if problems := rules.in_the_way(queries.beginning(fresh)):
        raise TransitionRefused(" ".join(problems))
    plan = lock(ScoringPlan.objects.get(opportunity=fresh))
    if plan.begun_at:
        raise TransitionRefused(_("Scoring has begun already. Nothing was changed."))
    plan.begun_at, plan.begun_by = clock.now(), by
    plan.save(update_fields=["begun_at", "begun_by"])
    history.record(fresh, "scoring begun", by=by)
    signals.scoring_begun.send(Opportunity, opportunity=fresh, by=by)
    return plan


def _joined(member: PanelMember) -> PanelMember:
    fresh = lock(member)
    if fresh.status != PanelState.JOINED:
        raise TransitionRefused(_("You are no longer on this panel. Nothing was changed."))
    return fresh


def _promise(kind: PromiseKind, member: PanelMember, *, due_at: dt.datetime, by: User | None) -> None:
    opportunity = member.opportunity
    promise.make(
        kind,
        subject=member,
        due_at=due_at,
        owner=opportunity.project.lead if member.is_public else member.person,
        by=by,
        organisation_id=opportunity.organisation_id,
        project_id=opportunity.project_id,
        person=member.person,
        label=opportunity.title,
    )


def _tell(kind: NotificationKind, member: PanelMember, *, to: Person, again: str = "") -> None:
    enqueue(
        kind,
        to=to,
        subject=member,
        dedupe_key=f"{kind.key}:{member.pk}:{member.status}:{again}",
        organisation_id=member.organisation_id,
    )
