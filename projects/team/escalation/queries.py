"""Late promises that others have to hear of, and who they are."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from contributors.accounts.models import Organisation
from contributors.accounts.roles import Role, roles_with
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import EscalationSettings, Promise, PromiseEscalation, Step
from coproduce.foundation.promises.queries import stands_in
from projects.team.escalation.rules import late_since
from projects.team.owners.queries import Staff

BATCH = 500


def settings_of(organisation_id: int) -> EscalationSettings:
    """Return an organisation's settings, or the usual ones (not saved)."""
    found = EscalationSettings.objects.filter(organisation=organisation_id).first()
    return found or EscalationSettings(organisation_id=organisation_id)


def to_escalate() -> list[int]:
    """Return the ids of late promises of ours for which a step is due, the longest late first."""
    found: dict[int, None] = {}
    for organisation_id in Organisation.objects.order_by("pk").values_list("pk", flat=True):
        settings = settings_of(organisation_id)
        steps = [step for step in Step if step != Step.LAST or settings.last_id]
        rows = _late(organisation_id)
        for step in steps:
            told = PromiseEscalation.objects.filter(
                promise=OuterRef("pk"), due_at=OuterRef("due_at"), step=step
            )
            since = late_since(settings.days()[step], clock.now())
            due = rows.filter(due_at__lte=since).exclude(Exists(told)).order_by("due_at", "pk")
            found |= dict.fromkeys(due.values_list("pk", flat=True)[:BATCH])
    return list(found)


def _late(organisation_id: int) -> QuerySet[Promise]:
    """Late promises of one organisation, without those whose app tells others by itself."""
    own = [
        kind.key
        for kind in kinds.registered()
        if kind.own_escalation is not None and kind.own_escalation(organisation_id)
    ]
    late = Promise.objects.overdue().filter(organisation=organisation_id, side=Side.ORGANISATION)
    return late.exclude(kind__in=own)


def lock_late(promise_id: int) -> Promise | None:
    """Return a promise locked if it is late still and others hear of it from here, else None."""
    promise = Promise.objects.overdue().filter(pk=promise_id, side=Side.ORGANISATION)
    found = promise.select_for_update(of=("self",)).select_related("project", "person").first()
    if found is None or not _late(found.organisation_id).filter(pk=promise_id).exists():
        return None
    return found


def told_at(promise: Promise, step: Step, settings: EscalationSettings, staff: Staff) -> Person | None:
    """Return who is told at a step, or their deputy while they are away; None when there is nobody.

    Only who may see the promise, and never who it is owed to.
    """
    asked: dict[Step, list[int | None]] = {
        Step.CONTACT: [promise.project.lead_id if promise.project else None],
        Step.HEAD: [*staff.heads()],
        Step.LAST: [settings.last_id],
    }
    for pk in asked[step]:
        if pk is None or pk not in staff.roles or pk == promise.person_id:
            continue
        person = Person.objects.select_related("account").get(pk=pk)
        if not may_see(person, promise):
            continue
        deputy = stands_in(person, promise.organisation_id, never=promise.person)
        return deputy if deputy != person and may_see(deputy, promise) else person
    return None


def may_see(person: Person, promise: Promise) -> bool:
    """Say whether somebody opens the page of a promise with their own account."""
    if person.account is None or not person.account.is_active:
        return False
    return Promise.objects.visible_to(person.account).filter(pk=promise.pk).exists()


def may_be_head(organisation_id: int) -> QuerySet[Person]:
    """Return who can be named head of involvement: the PPI managers."""
    return _holding({Role.PPI_MANAGER}, organisation_id)


def may_be_last(organisation_id: int) -> QuerySet[Person]:
    """Return who can be named to hear last of what is late: who sees every project."""
    return _holding(roles_with("see_all_projects"), organisation_id)


def _holding(roles: Iterable[str], organisation_id: int) -> QuerySet[Person]:
    people = Staff(organisation_id).holders(roles)
    return Person.objects.filter(pk__in=people).order_by("name", "id")
