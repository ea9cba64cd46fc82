"""Promises find somebody who can keep them, in the transaction of what took them from the one before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises.actions import release_one
from coproduce.foundation.promises.handover.actions import hand_over
from coproduce.foundation.promises.models import Absence, Promise, PromiseQuerySet
from coproduce.foundation.transitions import TransitionRefused
from projects.team import notifications
from projects.team.models import Project
from projects.team.owners.queries import Staff, asked_of, owned_alone, owned_by, staff_people


@transaction.atomic
def pass_on(person: Person, *, organisation_id: int, by: User | None, why: str) -> list[Promise]:
    """Give what somebody can no longer see to in an organisation to somebody who can.

    Each new owner is told once, with a list. What they alone could do is no longer owed. Whose deputy they
    were gets another. Safe to call again: then there is nothing left. Returns what changed hands.
    """
    staff = Staff(organisation_id)
    for promise in owned_alone(person, organisation_id):
        if not staff.works_on(person.pk, promise.project_id):
            release_one(promise, by=by, why=why)
    rows = owned_by(person, [organisation_id])
    stuck = [one for one in rows if not staff.may_keep(person.pk, asked_of(one))]
    changed = _share_out(stuck, staff, leaving=person, by=by, why=why)
    if person.pk not in staff.roles:
        _replace_deputy(person, staff, organisation_id=organisation_id)
    return changed


@transaction.atomic
def pass_on_from(person_id: int, organisation_id: int) -> list[Promise]:
    """Do what `pass_on` does for somebody whose last day is over; the clock found them."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    return pass_on(person, organisation_id=organisation_id, by=None, why=_("Their work here has ended."))


@transaction.atomic
def contact_takes_over(project: Project, *, before: Person, by: User) -> list[Promise]:
    """Give the promises of a former named contact on a project to the new one, who is told once.

    What the new contact cannot see to, or is owed themself, goes to somebody else who can.
    """
    staff = Staff(project.organisation_id)
    rows = list(owned_by(before, [project.organisation_id]).filter(project=project))
    able = [promise for promise in rows if staff.can_act(project.lead_id, asked_of(promise))]
    why = _("The project has a new named contact.")
    changed = hand_over(_these(able), to=project.lead, by=by, why=why)
    pass_on(before, organisation_id=project.organisation_id, by=by, why=why)
    return changed


@transaction.atomic
def hand_over_by_hand(
    person: Person,
    *,
    to: Person,
    organisation: Organisation,
    projects: Sequence[Project],
    others: bool,
    why: str,
    by: User,
) -> list[Promise]:
    """Give somebody's open promises on some projects, and with `others` those on none, to a colleague.

    Raises TransitionRefused when the colleague cannot see to one of them, or there is nothing to give.
    """
    if to == person:
        raise TransitionRefused(_("Choose someone other than the person who has them now."))
    staff = Staff(organisation.pk)
    if to.pk not in staff.roles:
        raise TransitionRefused(
            _("%(name)s has no role here, or their account is closed. Choose someone else.")
            % {"name": to.name}
        )
    wanted = {project.pk for project in projects}
    rows = owned_by(person, [organisation.pk])
    chosen = [one for one in rows if one.project_id in wanted or (others and one.project_id is None)]
    if not chosen:
        raise TransitionRefused(_("There is nothing to hand over. A colleague has already done it."))
    unable = [promise for promise in chosen if not staff.can_act(to.pk, asked_of(promise))]
    if unable:
        raise TransitionRefused(_refusal(unable[0], to))
    changed = hand_over(_these(chosen), to=to, by=by, why=why)
    for promise in changed:
        history.record(promise, "handed over", by=by, why=why, detail={"to": to.pk})
    return changed


@transaction.atomic
def hand_over_chosen(
    promises: Sequence[Promise], *, to: Person, why: str, by: User
) -> tuple[list[Promise], list[tuple[Promise, str]]]:
    """Give promises that were chosen one by one to a colleague, who is told once for each organisation.

    Returns those that changed hands, and each that could not with the reason; the others go on without it.
    """
    changed: list[Promise] = []
    refused: list[tuple[Promise, str]] = []
    for organisation_id in sorted({promise.organisation_id for promise in promises}):
        staff = Staff(organisation_id)
        here = [one for one in promises if one.organisation_id == organisation_id]
        able = [one for one in here if to.pk in staff.roles and staff.can_act(to.pk, asked_of(one))]
        given = hand_over(_these(able), to=to, by=by, why=why)
        for promise in given:
            history.record(promise, "handed over", by=by, why=why, detail={"to": to.pk})
        done = {one.pk for one in given}
        changed += given
        refused += [(one, _why_not(one, to, able=one in able)) for one in here if one.pk not in done]
    return changed, refused


def _why_not(promise: Promise, to: Person, *, able: bool) -> str:
    if not able:
        return _refusal(promise, to)
    words = _("“%(promise)s” is with %(name)s already, or is over.")
    return words % {"promise": promise.words_for_staff, "name": to.name}


def _refusal(promise: Promise, to: Person) -> str:
    values = {"name": to.name, "promise": promise.words_for_staff}
    if promise.person_id == to.pk:
        return _("“%(promise)s” is owed to %(name)s. Choose someone else.") % values
    return _("%(name)s cannot do “%(promise)s”. Choose someone who can.") % values


@transaction.atomic
def mark_away(
    person: Person,
    *,
    organisation: Organisation,
    deputy: Person,
    first_day: dt.date,
    last_day: dt.date,
    by: User,
) -> Absence:
    """Say that somebody is away, and who is reminded of what they owe and sees it meanwhile.

    The deputy is told. Raises TransitionRefused when one of the two does not work there, the deputy is
    away too, or somebody is away already on one of the days.
    """
    transitions.lock(organisation)
    here = set(staff_people([organisation.pk]).values_list("pk", flat=True))
    away = Absence.objects.filter(organisation=organisation).overlapping(first_day, last_day)
    _check_absence(person, deputy, here=here, away=set(away.values_list("person", flat=True)))
    absence = Absence.objects.create(
        organisation=organisation,
        person=person,
        deputy=deputy,
        first_day=first_day,
        last_day=last_day,
        made_by=by,
    )
    history.record(absence, "marked away", by=by)
    tell_deputy(absence)
    return absence


def _check_absence(person: Person, deputy: Person, *, here: set[int], away: set[int]) -> None:
    if deputy == person:
        raise TransitionRefused(_("The deputy has to be someone else."))
    for one in (person, deputy):
        if one.pk not in here:
            raise TransitionRefused(
                _("%(name)s has no role here, or their account is closed.") % {"name": one.name}
            )
    if person.pk in away:
        raise TransitionRefused(_("%(name)s is already marked as away then.") % {"name": person.name})
    if deputy.pk in away:
        raise TransitionRefused(_("%(name)s is away then too. Choose someone else.") % {"name": deputy.name})


@transaction.atomic
def end_absence(absence: Absence, *, by: User) -> None:
    """Say that somebody is back, or will not be away after all."""
    fresh = transitions.lock(absence)
    history.record(fresh, "back", by=by)
    yesterday = clock.today() - dt.timedelta(days=1)
    if fresh.first_day > yesterday:
        fresh.delete()
        return
    fresh.last_day = min(fresh.last_day, yesterday)
    fresh.save(update_fields=["last_day"])


def tell_deputy(absence: Absence) -> None:
    """Write one message to the deputy of an absence."""
    enqueue(
        notifications.DEPUTY,
        to=absence.deputy,
        subject=absence,
        dedupe_key=f"deputy:{absence.pk}:{absence.deputy_id}",
        organisation_id=absence.organisation_id,
    )


def _these(promises: Iterable[Promise]) -> PromiseQuerySet:
    return Promise.objects.filter(pk__in=[promise.pk for promise in promises])


def _share_out(
    stuck: list[Promise], staff: Staff, *, leaving: Person, by: User | None, why: str
) -> list[Promise]:
    shares: dict[int, list[Promise]] = defaultdict(list)
    for promise in stuck:
        if (to := staff.successor(asked_of(promise), leaving=leaving.pk)) is not None:
            shares[to].append(promise)
    people = Person.objects.in_bulk(shares)
    changed: list[Promise] = []
    for to, promises in sorted(shares.items()):
        changed += hand_over(_these(promises), to=people[to], by=by, why=why)
    return changed


def _replace_deputy(person: Person, staff: Staff, *, organisation_id: int) -> None:
    """End the absences of somebody who has left, and find a deputy for those they stood in for."""
    absences = Absence.objects.not_over().filter(organisation=organisation_id)
    for absence in absences.filter(deputy=person).select_for_update(of=("self",)):
        others = [one for one in staff.heads() if one != absence.person_id]
        if not others:
            absence.delete()
            continue
        absence.deputy = Person.objects.get(pk=others[0])
        absence.save(update_fields=["deputy"])
        tell_deputy(absence)
    absences.filter(person=person, first_day__gt=clock.today()).delete()
