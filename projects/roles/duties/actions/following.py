"""What the duties in force ask for is promised, moved and let go, as things happen around them.

`follow` compares what the agreed duties ask for now with what is promised, and makes the one the other. So
it may be called after anything that happened, and twice.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.models import Promise
from projects.roles.duties import promises, queries, rules
from projects.roles.duties.rules import Line, Wanted
from projects.roles.models import Assignment, DutyOccasion
from projects.roles.models.duty_kinds import FREE
from projects.team.models import Project

SHARED_UNTIL_THE_MEETING = "papers"


@dataclass
class Changes:
    """What following did to promises that stood: those it moved, and those it ended."""

    moved: list[Promise] = field(default_factory=list)
    ended: list[Promise] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.moved or self.ended)


@dataclass
class _Follower:
    """Who acts on which project, and why: what each step of following needs to know."""

    project: Project
    by: User | None
    why: str
    changes: Changes = field(default_factory=Changes)

    def make_so(self, want: Wanted, there: DutyOccasion | None) -> None:
        """Make, move, keep or end what one duty asks for on one occasion."""
        if there is None:
            if not want.only_open:
                self._make(want)
            return
        if want.promise:
            self._stand_for(want, there)
        elif there.promise is None or not there.promise.is_open:
            self._owe_again(want, there)
        else:
            self._change(want, there, there.promise)

    def _make(self, want: Wanted) -> None:
        line = want.line
        there = DutyOccasion.objects.create(
            assignment_id=line.assignment,
            version_id=line.version,
            side=line.side,
            line=line.name,
            occasion=want.occasion,
            promise_id=want.promise,
            due_at=want.due_at if want.promise else None,
        )
        if not want.promise:
            self._promise(want, there)

    def _promise(self, want: Wanted, there: DutyOccasion) -> None:
        """Promise it, and say at once what became of it where that is known."""
        line = want.line
        kind = promises.kind_of(line.name, line.side)
        there.promise = promise.make(
            kind,
            subject=there,
            due_at=self._due(want, there),
            owner=self.project.lead,
            by=self.by,
            organisation_id=self.project.organisation_id,
            project_id=self.project.pk,
            person=there.assignment.person,
            label=_label(line, want.label),
        )
        there.save(update_fields=["promise"])
        self._end_what_is_over(want, there.promise, there)

    def _due(self, want: Wanted, there: DutyOccasion) -> dt.datetime:
        """Return by when; what has no day of its own is counted from when it was asked for."""
        return want.due_at or rules.end_after(there.made_at, want.line.days)

    def _end_what_is_over(self, want: Wanted, owed: Promise, there: DutyOccasion) -> None:
        if want.done:
            promise.keep(owed.what, subject=there, by=self.by, person=owed.person)
        elif want.missed:
            why, now = str(rules.MISSED[want.missed]), clock.now()
            if want.missed == rules.NOT_THERE and owed.due_at < now:
                promise.move_one(owed, due_at=now, by=self.by, why=why)
            promise.release_one(owed, by=self.by, why=why)

    def _stand_for(self, want: Wanted, there: DutyOccasion) -> None:
        """Another promise may stand for it now: papers on their way, then a copy made by hand."""
        if (there.promise_id, there.due_at) != (want.promise, want.due_at):
            there.promise_id, there.due_at = want.promise, want.due_at
            there.save(update_fields=["promise", "due_at"])

    def _owe_again(self, want: Wanted, there: DutyOccasion) -> None:
        """What was let go in time is owed again: somebody can come after all."""
        owed, due_at = there.promise, self._due(want, there)
        over = owed and (owed.kept_at or (owed.released_at and owed.released_at > owed.due_at))
        if not over and due_at > clock.now() and not (want.done or want.missed):
            self._promise(want, there)

    def _change(self, want: Wanted, there: DutyOccasion, owed: Promise) -> None:
        """An open promise follows its duty: to the version in force, to another day, to its end."""
        if there.version_id != want.line.version:
            there.version_id = want.line.version
            there.save(update_fields=["version"])
        due_at = owed.due_at if want.due_at is None and want.occasion == "first" else self._due(want, there)
        if due_at != owed.due_at:
            promise.move_one(owed, due_at=due_at, by=self.by, why=self.why)
            self.changes.moved.append(owed)
        self._end_what_is_over(want, owed, there)

    def let_go(self, there: DutyOccasion) -> None:
        """Nothing asks for it any more. What another app promised goes on there without the duty."""
        owed = there.promise
        if owed is None or not owed.is_open:
            return
        if owed.subject_type == DutyOccasion._meta.label:
            promise.release_one(owed, by=self.by, why=self.why)
            self.changes.ended.append(owed)
        elif there.line == SHARED_UNTIL_THE_MEETING:
            there.delete()


def _label(line: Line, about: str) -> str:
    """Return what a promise is about: a duty in own words says itself, with the occasion."""
    if line.entry["kind"] != FREE:
        return about
    return f"{line.entry['words'].rstrip('. ')} ({about})"


@transaction.atomic
def follow(
    project: Project,
    *,
    people: Collection[int] | None = None,
    by: User | None,
    why: str = "",
    also: Collection[int] = (),
) -> Changes:
    """Make, move and let go what duties of these people (of everybody) ask for on a project, told by `why`.

    `also`: meetings that count whatever became of them. As many reads for 3 people as for 30.
    """
    rows = Assignment.objects.filter(role__project=project)
    rows = rows if people is None else rows.filter(person__in=people)
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    wanted, known = queries.asked_for(project, people, also)
    follower = _Follower(project, by, why or _("What the role asks for has changed."))
    for want in wanted:
        follower.make_so(want, known.pop((want.line.assignment, want.line.name, want.occasion), None))
    for there in known.values():
        follower.let_go(there)
    return follower.changes


@transaction.atomic
def end(assignment: Assignment, *, by: User | None, why: str) -> None:
    """A locked role or offer is over: its duties ask for nothing more. What is owed in money stays owed."""
    follower = _Follower(assignment.role.project, by, why)
    for there in DutyOccasion.objects.open().filter(assignment=assignment).select_related("promise"):
        follower.let_go(there)


@transaction.atomic
def note_notice(
    project: Project, *, people: Collection[int], meeting: int, title: str, starts_at: dt.datetime, by: User
) -> None:
    """People were asked to a meeting just now: whether that was early enough is settled with it."""
    lines = [line for line in queries.in_force(project, people) if line.name == "notice"]
    follower = _Follower(project, by, "")
    for line in lines:
        event = rules.MeetingEvent(line.person, meeting, title, starts_at, starts_at)
        due_at = rules.before(starts_at, line.days)
        want = Wanted(line, event.timed_key, due_at, title, done=True)
        rows = DutyOccasion.objects.filter(assignment=line.assignment, line=line.name, occasion=want.occasion)
        if not rows.exists():
            follower.make_so(want, None)


@transaction.atomic
def link(made: Promise) -> None:
    """Another app promised what a role names too: one promise stands for both."""
    name = queries.line_that(made.kind)
    if name is None or made.person is None or made.project is None:
        return
    for line in queries.in_force(made.project, {made.person.pk}):
        if line.name == name and line.since <= made.made_at:
            DutyOccasion.objects.get_or_create(
                assignment_id=line.assignment,
                line=line.name,
                occasion=f"promise:{made.pk}",
                defaults={"version_id": line.version, "side": line.side, "promise": made},
            )


@transaction.atomic
def put_right(project: Project, *, people: Collection[int], meeting: int, by: User) -> None:
    """It was noted that these people came after all: that they did not tell us early was not so."""
    wrong = DutyOccasion.objects.filter(
        assignment__role__project=project,
        assignment__person__in=people,
        line="cannot_come",
        occasion__startswith=f"{rules.MEETING}:{meeting}@",
        promise__released_at__isnull=False,
    )
    for there in wrong.select_related("promise"):
        if there.promise:
            promise.put_right(there.promise, by=by)
