"""What may be shown about who takes part, and where step 5 stands.

The numbers are those of trust section 6.3: freezing and batching protect people, rounding and
hiding are the second layer.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation.steps import StepState
from projects.diversity.models import DiversityAim
from projects.diversity.states import Outcome
from projects.team.models import Project

BASE = 20  # respondents, below which nothing is shown
PEOPLE_CHANGED = 10  # joined since the last release, below which the old one stays
FEWEST_SHOWN = 8
NEAREST = 5
MOST_PERCENT = 90

SAME_QUARTER = gettext_lazy("This quarter has its release. The next one can be made in the next quarter.")
TOO_FEW_CHANGED = gettext_lazy(
    "Fewer than 10 people have joined since the last release. A new one could point at one of them,"
    " so the last one stays."
)


@dataclass(frozen=True)
class Shown:
    """What one release shows. Numbers are rounded; None where they stay hidden."""

    outcome: Outcome
    asked: int | None = None
    answered: int | None = None


def refusal(*, quarter: str, last_quarter: str, joined: int) -> str:
    """Return why no release may be made now, or "".

    Looks only at what everybody knows: the quarter, and how many people `joined` since the last
    release (`last_quarter` is "" before the first). Never at answers, else the refusal would tell.
    """
    if not last_quarter:
        return ""
    if quarter <= last_quarter:
        return str(SAME_QUARTER)
    return str(TOO_FEW_CHANGED) if joined < PEOPLE_CHANGED else ""


def publish(*, asked: int, answered: int) -> Shown:
    """Return what may be shown of two true counts of people.

    Fewer than 20 who answered: nothing. More than 90 % of those asked: "most", no number, because
    the few others could be named. Else both, each to the nearest 5.
    """
    answered = min(answered, asked)  # somebody who left may still have answers for this quarter
    if answered < BASE:
        return Shown(Outcome.TOO_FEW)
    if answered * 100 > asked * MOST_PERCENT:
        return Shown(Outcome.MOST, rounded(asked))
    return Shown(Outcome.FIGURES, rounded(asked), rounded(answered))


def rounded(count: int) -> int:
    """Return a count of people to the nearest 5."""
    return (count + NEAREST // 2) // NEAREST * NEAREST


def display(count: int) -> str:
    """Return one true count as it may be shown: 0 to 7 is "fewer than 8", others to the nearest 5."""
    return _("fewer than 8") if count < FEWEST_SHOWN else str(rounded(count))


def state(project: Project) -> StepState:
    """Say where step 5 stands: the people are named, and how they are looked for. One query."""
    aims = list(DiversityAim.objects.filter(project=project).only("people", "how").order_by("id"))
    missing = [] if aims else [_("Say which people this project is about.")]
    missing += [_("Say how you look for “%(people)s”.") % {"people": aim} for aim in aims if not aim.how]
    summary = ", ".join(aim.people for aim in aims) or _("not started")
    return StepState(done=not missing, started=bool(aims), missing=missing, summary=summary[:120])
