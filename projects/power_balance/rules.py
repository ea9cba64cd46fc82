"""Where the level playing field stands."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation.steps import StepState
from projects.meetings.planning.queries import times_state
from projects.power_balance.models import PowerAction
from projects.power_balance.states import ActionState
from projects.team.models import Project

LEFT = (ActionState.RAISED, ActionState.OPEN, ActionState.DONE)


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


def what_is_missing(counts: dict[str, int]) -> list[str]:
    """Return what is left to do, one sentence each, from how many actions stand where."""
    if not counts["all"]:
        return [_("Look at the evidence together. Write down where power is unequal.")]
    sentences = {
        ActionState.RAISED: ngettext(
            "Answer %(n)s thing a public contributor raised.",
            "Answer %(n)s things public contributors raised.",
            counts[ActionState.RAISED],
        ),
        ActionState.OPEN: ngettext(
            "Finish %(n)s open action.", "Finish %(n)s open actions.", counts[ActionState.OPEN]
        ),
        ActionState.DONE: ngettext(
            "Ask a public contributor whether %(n)s action is really done.",
            "Ask a public contributor whether %(n)s actions are really done.",
            counts[ActionState.DONE],
        ),
    }
    return [words % {"n": counts[name]} for name, words in sentences.items() if counts[name]]
