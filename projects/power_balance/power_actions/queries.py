"""From a line of the evidence to what is done about it."""

from collections.abc import Iterable
from typing import Any

from contributors.people.models import Person
from coproduce.foundation import clock
from projects.power_balance.evidence.queries.lines import evidence
from projects.power_balance.evidence.rules.indicator import Indicator
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.power_actions.promises import ANSWER_WITHIN
from projects.power_balance.power_actions.states import LEFT, ActionState
from projects.team.models import Project
from projects.team.states import ProjectState

SHOWN = 10


def with_actions(project: Project, lines: Iterable[Indicator]) -> list[tuple[Indicator, PowerAction | None]]:
    """Return each line of the evidence with the latest action about it that is not over. One query."""
    going_on = PowerAction.objects.filter(project=project, status__in=LEFT).exclude(indicator="")
    found = {action.indicator: action for action in going_on.order_by("id")}
    return [(line, found.get(line.key)) for line in lines]


def line_named(project: Project, key: str) -> Indicator | None:
    """Return the line of a project's evidence with this key; None for one that is not there."""
    return next((line for line in evidence(project) if line.key == key), None) if key else None


def first_words(project: Project, line: Indicator | None) -> dict[str, Any]:
    """Return what the form of a new action begins with: what was counted, who leads, and a day.

    The day is our practice value, in 14 days as for answers; staff change it.
    """
    if line is None:
        return {}
    return {
        "found": f"{line.about}: {line.counted}",
        "owner": project.lead,
        "due_on": clock.today() + ANSWER_WITHIN,
    }


def said_to_be_done(person: Person) -> list[PowerAction]:
    """Return what we say is done on the projects of a public member, and none of them has said so yet."""
    rows = PowerAction.objects.visible_to_member(person).filter(status=ActionState.DONE)
    rows = rows.exclude(project__status=ProjectState.CLOSED)  # there nothing can be confirmed any more
    return list(rows.select_related("project").order_by("id")[:SHOWN])
