"""What duties ask for now, beside what is promised of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from coproduce.foundation import clock
from projects.roles.duties import rules, signals
from projects.roles.duties.queries.lines import in_force
from projects.roles.duties.rules import Line, MeetingEvent, Wanted
from projects.roles.models import DutyOccasion
from projects.team.models import Project

Key = tuple[int, str, str]
Known = dict[Key, DutyOccasion]


def key_of(one: DutyOccasion) -> Key:
    """Return what names an occasion: whose role, which duty, which time."""
    return one.assignment_id, one.line, one.occasion


def asked_for(
    project: Project, people: Collection[int] | None = None, also: Collection[int] = ()
) -> tuple[list[Wanted], Known]:
    """Return what duties of these people ask for on a project now, and what there is of it.

    Known are all that are open, and those that are wanted and over. `also`: ids of meetings that count
    whatever became of them. As many queries for 3 people as for 30.
    """
    lines = in_force(project, people)
    mine = DutyOccasion.objects.filter(assignment__role__project=project)
    mine = mine if people is None else mine.filter(assignment__person__in=people)
    mine = mine.select_related("promise", "assignment__person", "assignment__role__project__lead")
    known: Known = {key_of(one): one for one in mine.open()}
    events = _events(project, lines, known, also)
    wanted = [want for line in lines for want in _of_line(line, events.get(line.person, []), known)]
    if wanted:
        closed = mine.filter(occasion__in={want.occasion for want in wanted})
        known = {key_of(one): one for one in closed} | known
    return wanted, known


def _events(
    project: Project, lines: list[Line], known: Known, also: Collection[int]
) -> dict[int, list[MeetingEvent]]:
    """Return the meetings to come of everybody with a duty, and those that something open hangs on."""
    people = {line.person for line in lines}
    meetings = {pk for _assignment, _line, occasion in known if (pk := rules.meeting_of(occasion))}
    found: dict[int, list[MeetingEvent]] = defaultdict(list)
    if people:
        asked: Any = signals.meetings_asked.send(
            Project, project=project, people=people, also=meetings | set(also)
        )
        for _receiver, events in asked:
            for event in events:
                found[event.person].append(event)
    return found


def _of_line(line: Line, events: list[MeetingEvent], known: Known) -> Iterator[Wanted]:
    """Return what one duty asks for. A meeting before it was agreed counts only where it did before."""

    def is_known(occasion: str) -> bool:
        return (line.assignment, line.name, occasion) in known

    mine = [one for one in events if one.starts_at > line.since or is_known(one.key)]
    yield from rules.by_the_clock(line, clock.today())
    if line.name == "induction":
        first = known.get((line.assignment, line.name, "first"))
        late = first and first.promise and first.promise.is_overdue
        yield from rules.still_owed(line) if late else rules.induction(line, mine)
    for event in mine:
        yield from rules.of_meeting(line, event)
