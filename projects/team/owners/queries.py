"""Who works for an organisation today and what they can see to: read once, asked about many promises."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from contributors.accounts.models import Organisation, StaffRole, User
from contributors.accounts.roles import Role, roles_with
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.promises.kinds import Side as PromiseSide
from coproduce.foundation.promises.models import Absence, EscalationSettings, Promise, PromiseQuerySet
from projects.team.models import TeamMember
from projects.team.owners.rules import Asked, can_act, capability_of, first_able
from projects.team.states import Side


class Staff:
    """The people with a role in one organisation today, longest in post first. Three queries."""

    def __init__(self, organisation_id: int) -> None:
        roles = StaffRole.objects.current().filter(organisation=organisation_id, user__is_active=True)
        rows = roles.exclude(user__people=None).order_by("since", "id").values_list("user__people", "role")
        self.roles: dict[int, set[str]] = {}
        self.held: list[tuple[int, str]] = list(rows)
        for person_id, role in self.held:
            self.roles.setdefault(person_id, set()).add(role)
        there = TeamMember.objects.current().filter(
            project__organisation=organisation_id, side=Side.PROFESSIONAL
        )
        self.on_projects = set(there.values_list("person", "project"))
        settings = EscalationSettings.objects.filter(organisation=organisation_id).first()
        self.named_head = settings.head_id if settings else None

    def heads(self) -> list[int]:
        """Return the head of involvement, then the PPI managers, the longest-standing first."""
        managers = self.holders({Role.PPI_MANAGER})
        named = [self.named_head] if self.named_head is not None and self.named_head in self.roles else []
        return [*named, *managers]

    def holders(self, roles: Iterable[str]) -> list[int]:
        """Return who holds one of these roles, longest in it first."""
        wanted = set(roles)
        return list(dict.fromkeys(person_id for person_id, role in self.held if role in wanted))

    def can_act(self, person_id: int, asked: Asked) -> bool:
        """Say whether somebody may be given a promise. Never who it is owed to."""
        if person_id == asked.person_id:
            return False
        on_project = (person_id, asked.project_id) in self.on_projects
        return can_act(self.roles.get(person_id, set()), asked, on_project=on_project)

    def may_keep(self, person_id: int, asked: Asked) -> bool:
        """Say whether somebody who was chosen for a promise may keep it, on its project or not."""
        roles = self.roles.get(person_id, set())
        return person_id != asked.person_id and can_act(roles, asked, on_project=True)

    def works_on(self, person_id: int, project_id: int | None) -> bool:
        """Say whether somebody works here, and on this project."""
        here = person_id in self.roles
        return here and (project_id is None or (person_id, project_id) in self.on_projects)

    def successor(self, asked: Asked, *, leaving: int) -> int | None:
        """Return who gets a promise of somebody who cannot see to it: the project's contact, else the head
        of involvement, else whoever has been longest in a role that can. None when there is nobody.
        """
        candidates = [asked.contact_id, *self.heads(), *self.holders(roles_with(capability_of(asked)))]
        able = {one for one in self.roles if self.can_act(one, asked)}
        return first_able(candidates, able, never=[leaving])


def asked_of(promise: Promise) -> Asked:
    """Return what decides who can see to a promise."""
    return Asked(
        seen_by=promise.what.seen_by,
        project_id=promise.project_id,
        person_id=promise.person_id,
        contact_id=promise.project.lead_id if promise.project else None,
    )


def owned_by(person: Person, organisation_ids: Iterable[int]) -> QuerySet[Promise]:
    """Return the open promises somebody looks after for others, the most urgent first.

    Not what only they themselves can do, their own rating of a review for example.
    """
    rows = Promise.objects.open().filter(owner=person, organisation__in=list(organisation_ids))
    return rows.exclude(person=F("owner")).select_related("project", "person").order_by("due_at", "id")


def can_change_hands(user: User) -> PromiseQuerySet:
    """Return the open promises that a manager may give to somebody else, the most urgent first."""
    rows = Promise.objects.visible_to(user).open().filter(organisation__in=user.organisation_ids("hand_over"))
    rows = rows.exclude(person=F("owner")).select_related("project", "person", "owner")
    return rows.order_by("due_at", "id")


@dataclass(frozen=True)
class Owner:
    """Somebody who looks after open promises of an organisation: how many, and whether they still can."""

    person: Person
    organisation: Organisation
    many: int
    works_here: bool


def owners(organisation_ids: Iterable[int], *, person: Person | None = None) -> list[Owner]:
    """Return who looks after open promises of these organisations, by name; only `person`, if given."""
    rows = Promise.objects.open().filter(organisation__in=list(organisation_ids)).exclude(person=F("owner"))
    if person:
        rows = rows.filter(owner=person)
    counted = rows.order_by().values_list("owner", "organisation").annotate(many=Count("id"))
    many = {(owner, organisation): count for owner, organisation, count in counted}
    people = Person.objects.in_bulk({owner for owner, _organisation in many})
    bodies = Organisation.objects.in_bulk({organisation for _owner, organisation in many})
    here = {(one, organisation) for organisation in bodies for one in Staff(organisation).roles}
    found = [
        Owner(people[key[0]], bodies[key[1]], count, works_here=key in here) for key, count in many.items()
    ]
    return sorted(found, key=lambda one: (one.organisation.name, one.person.name, one.person.pk))


def owned_alone(person: Person, organisation_id: int) -> QuerySet[Promise]:
    """Return what somebody on the staff of a project owes and nobody can do in their place."""
    rows = Promise.objects.open().filter(owner=person, person=person, organisation=organisation_id)
    return rows.filter(side=PromiseSide.ORGANISATION).select_related("project")


def staff_people(organisation_ids: Iterable[int]) -> QuerySet[Person]:
    """Return the people with any role in these organisations today, whose account is open, by name."""
    roles = StaffRole.objects.current().filter(organisation__in=list(organisation_ids), user__is_active=True)
    return Person.objects.filter(account__in=roles.values("user")).order_by("name", "id")


def has_left(person: Person, organisation_id: int) -> bool:
    """Say whether somebody worked for an organisation and cannot any more, or their account is closed."""
    if person.account is None:
        return False
    if not person.account.is_active:
        return True
    roles = StaffRole.objects.filter(user=person.account_id, organisation=organisation_id)
    over = roles.filter(Q(until__lt=clock.today()) | Q(ended_at__isnull=False))
    return over.exists() and not roles.current().exists()


def stuck_owners() -> list[tuple[int, int]]:
    """Return (person, organisation) of everybody who looks after something they cannot see to any more,
    or has left and is a deputy, or has days away to come. A few queries an organisation.
    """
    promises = Promise.objects.open().order_by()
    absences = Absence.objects.not_over().order_by()
    found: set[tuple[int, int]] = set()
    for organisation_id in set(promises.values_list("organisation", flat=True).distinct()) | set(
        absences.values_list("organisation", flat=True).distinct()
    ):
        staff = Staff(organisation_id)
        for promise in promises.filter(organisation=organisation_id).select_related("project").iterator():
            if not _is_looked_after(promise, staff):
                found.add((promise.owner_id, organisation_id))
        here = absences.filter(organisation=organisation_id)
        deputies = here.values_list("deputy", flat=True)
        to_come = here.filter(first_day__gt=clock.today()).values_list("person", flat=True)
        found |= {(one, organisation_id) for one in deputies.union(to_come) if one not in staff.roles}
    return sorted(found)


def _is_looked_after(promise: Promise, staff: Staff) -> bool:
    if promise.owner_id == promise.person_id:
        return not promise.is_ours or staff.works_on(promise.owner_id, promise.project_id)
    return staff.may_keep(promise.owner_id, asked_of(promise))


def owner_now(promise: Promise) -> Person | None:
    """Return who gets a new promise instead of an owner who has left; None for the one it was made for."""
    if not has_left(promise.owner, promise.organisation_id):
        return None
    to = Staff(promise.organisation_id).successor(asked_of(promise), leaving=promise.owner_id)
    return Person.objects.get(pk=to) if to is not None else None
