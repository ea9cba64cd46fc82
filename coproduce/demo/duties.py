"""What both sides promised in the main role, and how they kept it: mostly, and not always."""

from typing import Any

from coproduce.demo.cast import Cast
from coproduce.demo.story import ago
from projects.roles.duties import actions as duties
from projects.roles.models import DutyOccasion
from projects.team.models import Project

CHOSEN: dict[str, Any] = {
    "our_promises": [
        {"kind": "papers", "days": 7},
        {"kind": "notice", "days": 14},
        {"kind": "pay", "days": 20},
        {"kind": "answer", "days": 7},
        {"kind": "feedback", "days": 14},
    ],
    "their_promises": [{"kind": "read_papers"}, {"kind": "cannot_come", "days": 2}],
}
HEARD = {
    "meg": "You said that nobody rang after the diagnosis. The first call is now in the plan.",
    "sam": "You asked for large print. Every paper has it from now on.",
    "yusuf": "You said the groups meet too far away. We are looking at two halls nearer to you.",
    "danuta": "You asked who decides. The list of decisions is on the page of the project.",
}
"""What came of what each of them said at the first meeting."""


def keep(cast: Cast, project: Project) -> None:
    """After the first meeting everybody hears what came of it in time; after the second two do, and late."""
    first, second = project.meetings.order_by("starts_at")[:2]
    with ago(52):
        for name, words in HEARD.items():
            done(cast, name, "feedback", meeting=first.pk, by="priya", words=words)
    with ago(24):
        for name in ("meg", "sam"):
            done(cast, name, "feedback", meeting=second.pk, by="priya", words="It is in the welcome pack.")


def read(cast: Cast, names: tuple[str, ...], meeting: int) -> None:
    """Some tick off that they have read the papers, before the meeting."""
    for name in names:
        done(cast, name, "read_papers", meeting=meeting, by=name)


def done(cast: Cast, name: str, line: str, *, meeting: int, by: str, words: str = "") -> None:
    """Say that one duty of somebody's role is done for a meeting, where it is still open."""
    mine = DutyOccasion.objects.open().filter(assignment__person=cast.public[name], line=line)
    there = mine.filter(occasion=f"meeting:{meeting}").first()
    if there:
        duties.done(there, by=cast.user(by), words=words)
