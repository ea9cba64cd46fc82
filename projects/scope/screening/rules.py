"""What the answers to the plain questions say. They can say no to co-production; they are never a score."""

from collections.abc import Mapping

from projects.scope.data.questions import QUESTIONS, ScreenQuestion
from projects.scope.states import Involvement, ScreenReply

FROM_LEAST = (Involvement.INFORM_ONLY, Involvement.INVOLVE, Involvement.CO_DESIGN, Involvement.CO_PRODUCE)
"""What levels come to, from least power to most."""


def against(answers: Mapping[str, str]) -> list[ScreenQuestion]:
    """Return the questions whose answer speaks against co-production: it is no, and that matters."""
    return [one for one in QUESTIONS if one.at_most and answers.get(one.key) == ScreenReply.NO]


def unsettled(answers: Mapping[str, str]) -> list[ScreenQuestion]:
    """Return the questions that co-production needs a yes to and has none: no, not sure, or not answered."""
    return [one for one in QUESTIONS if one.at_most and answers.get(one.key) != ScreenReply.YES]


def at_most(answers: Mapping[str, str]) -> Involvement:
    """Return the most that can honestly be promised after these answers."""
    return min(
        (Involvement(one.at_most) for one in against(answers)),
        key=FROM_LEAST.index,
        default=Involvement.CO_PRODUCE,
    )


def needs_reason(involvement: str, answers: Mapping[str, str]) -> bool:
    """Say whether a level that comes to this may be chosen only with a reason, after these answers.

    `involvement` is what the level stands for, whatever its scale calls it.
    """
    return involvement == Involvement.CO_PRODUCE and bool(unsettled(answers))
