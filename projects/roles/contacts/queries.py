"""Who of our side people in a role can turn to today. Only reads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from contributors.accounts.models import StaffRole
from contributors.people.models import Person
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.promises.models import Absence
from projects.roles.contacts import rules
from projects.roles.contacts.rules import BACKUP, CONTACT, AskNow, Named, Values
from projects.roles.contacts.states import TOLD
from projects.roles.models import Assignment
from projects.roles.states import LIVE
from projects.roles.terms.queries import agreed_values
from projects.team.models import Project, TeamMember
from projects.team.owners.queries import Staff
from projects.team.states import ProjectState, Side


@dataclass
class OurSide:
    """Who was and is of our side on a project: read once, asked about every role of it."""

    project: Project
    gone: dict[int, Named]
    here: dict[int, Person]
    heads: list[int] = field(default_factory=list)
    followed: dict[int, dict[int, int]] = field(default_factory=dict)

    def contact(self, assignment: Assignment) -> Person | None:
        """Return whom to ask today: who was named or followed them, else the contact, or the head."""
        return self._who(assignment, assignment.version.contact_id, never=None)

    def backup(self, assignment: Assignment) -> Person | None:
        """Return who steps in for the contact today; None where the role names nobody for it."""
        named = assignment.version.backup_id
        return self._who(assignment, named, never=self.contact(assignment)) if named else None

    def instead_of(self, who: int, assignment: Assignment, *, is_backup: bool) -> Person | None:
        """Return who is there today for somebody that a role names."""
        return self._who(assignment, who, never=self.contact(assignment) if is_backup else None)

    def _who(self, assignment: Assignment, named: int | None, *, never: Person | None) -> Person | None:
        follower = self.followed.get(assignment.pk, {}).get(named or 0)
        first = [one for one in (follower, named) if one is not None]
        candidates = [*first, self.project.lead_id, *self.heads]
        unfit = {never.pk if never else None, assignment.person_id}
        return next((self.here[one] for one in candidates if one in self.here and one not in unfit), None)


def our_side(project: Project, *, also: Iterable[Person] = ()) -> OurSide:
    """Return who is and who was of our side. `also`: who counts as gone, though they work here.

    Gone is who has no role in the organisation any more, and who was taken off the project.
    """
    staff = Staff(project.organisation_id)
    held = StaffRole.objects.filter(organisation=project.organisation_id)
    team = TeamMember.objects.filter(project=project, side=Side.PROFESSIONAL)
    on_it = team.current().values("person")
    was = Q(account__in=held.values("user")) & ~Q(pk__in=list(staff.roles))
    left = Q(pk__in=team.filter(left_on__isnull=False).values("person")) & ~Q(pk__in=on_it)
    people = {one.pk: one for one in Person.objects.filter(was | left)} | {one.pk: one for one in also}
    here = Person.objects.filter(pk__in=set(staff.roles) - set(people))
    gone = {pk: _named(one) for pk, one in sorted(people.items())}
    return OurSide(project, gone, {one.pk: one for one in here}, staff.heads(), _followed(project))


def _named(person: Person) -> Named:
    return Named(person.pk, person.ref, person.name)


def _followed(project: Project) -> dict[int, dict[int, int]]:
    """Return, for each role of somebody, who was followed by whom, as they were told."""
    told = HistoryEntry.objects.filter(project=project, verb=TOLD).order_by("pk")
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for subject_id, detail in told.values_list("subject_id", "detail"):
        found[subject_id][detail["was"]] = detail["now"]
    return dict(found)


def ask_now(assignment: Assignment, side: OurSide) -> list[AskNow]:
    """Return whom the text of a role names that is gone or was followed, each with who is there now."""
    followed = side.followed.get(assignment.pk, {})
    others = Person.objects.filter(pk__in=set(followed) - set(side.gone))
    named = side.gone | {one.pk: _named(one) for one in others}
    texts = _texts(assignment) if named else []
    found = []
    for who in named.values():
        fields = {name for values in texts for name in rules.places(values, who)}
        if not fields or who.pk == assignment.person_id:
            continue
        is_backup = CONTACT not in fields and BACKUP in fields
        now = side.instead_of(who.pk, assignment, is_backup=is_backup)
        is_told = now is not None and followed.get(who.pk) == now.pk
        found.append(AskNow(who, now.name if now else "", now.pk if now else 0, is_told))
    return found


def _texts(assignment: Assignment) -> list[Values]:
    """Return what somebody agreed to, and what they are asked to agree to."""
    agreed = agreed_values(assignment)[-1:]
    offered = assignment.version.text_if_readable
    return [*agreed, offered.values] if offered else agreed


def live_on(project: Project) -> QuerySet[Assignment]:
    """Return who is asked to take a role on a project, or in it, with what their text names."""
    rows = Assignment.objects.filter(role__project=project, status__in=LIVE)
    with_people = ("person", "role__project__lead", "version__contact", "version__backup", "version__role")
    return rows.select_related(*with_people).order_by("pk")


def projects_with_people(organisation_id: int | None = None) -> QuerySet[Project]:
    """Return the open projects on which somebody is asked to take a role, or in one."""
    live = Assignment.objects.filter(status__in=LIVE).values("role__project")
    found = Project.objects.filter(pk__in=live).exclude(status=ProjectState.CLOSED).select_related("lead")
    return found if organisation_id is None else found.filter(organisation=organisation_id)


def who_to_ask(assignment: Assignment) -> dict[str, object] | None:
    """Return whom a person in a role asks today, for its page; None when the role is over."""
    if assignment.status not in LIVE:
        return None
    side = our_side(assignment.role.project)
    contact, backup = side.contact(assignment), side.backup(assignment)
    rows = Absence.objects.current().filter(organisation=assignment.organisation_id)
    away = rows.filter(person=contact).select_related("deputy").first() if contact else None
    return {
        "contact": contact,
        "backup": backup,
        "away": away,
        "steps_in": backup or (away.deputy if away else None),
        "gone": ask_now(assignment, side),
    }
