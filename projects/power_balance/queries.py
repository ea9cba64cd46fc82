from django.db.models import Count, Q
from django.utils.translation import ngettext

from coproduce.foundation.pages.steps import StepState
from projects.meetings.planning.queries import times_state
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.power_actions.states import LEFT
from projects.power_balance.rules import what_is_missing
from projects.team.models import Project


def state(project: Project) -> StepState:
    """Say where step 4 stands. Two queries.

    Meeting times leave nobody out; imbalances were looked for, acted on, and confirmed by the public side.
    """
    times = times_state(project)
    counts = PowerAction.objects.filter(project=project).aggregate(
        all=Count("id"), **{name: Count("id", filter=Q(status=name)) for name in LEFT}
    )
    missing = [*times.missing, *what_is_missing(counts)]
    found = ngettext("%(n)s power imbalance found", "%(n)s power imbalances found", counts["all"])
    return StepState(
        done=not missing,
        started=times.started or bool(counts["all"]),
        missing=missing,
        summary=f"{times.summary}, {found % {'n': counts['all']}}",
    )
