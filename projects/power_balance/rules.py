"""What is left to do on the level playing field."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.power_balance.power_actions.states import ActionState


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
