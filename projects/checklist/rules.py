"""What the views of both sides make of a step. Nothing is stored: it is read from them each time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages.steps import StepState
from projects.checklist.models import SignOff
from projects.checklist.states import Stand, View
from projects.team.models import Project
from projects.team.states import ProjectState, Side


@dataclass(frozen=True)
class Asked:
    """Who is to say on the public side of a step: `members` on the project now, asked to answer by a day."""

    members: int = 0
    answer_by: dt.date | None = None


NOBODY = Asked()


def answered(views: Sequence[SignOff]) -> int:
    """Return how many public members of the project have said what they think."""
    return sum(one.side == Side.PUBLIC and one.counts for one in views)


def waits(views: Sequence[SignOff], asked: Asked, today: dt.date) -> bool:
    """Say whether public members have still to answer: until the day they were given, if they were."""
    is_over = asked.answer_by is not None and asked.answer_by < today
    return not is_over and answered(views) < asked.members


def stand(started: bool, views: Sequence[SignOff], asked: Asked = NOBODY) -> Stand:
    """Return where a step stands, from the latest views of people (`SignOff` with `counts`).

    A side agrees when somebody there has said so and nobody there disagrees. "Agree, but…" is a yes. The
    public side agrees once everybody on it has answered, or had the time to: one does not speak for four.
    """
    ours, theirs = (_agrees(views, side) for side in (Side.PROFESSIONAL, Side.PUBLIC))
    theirs = theirs and not waits(views, asked, clock.today())
    if ours and theirs:
        return Stand.AGREED
    if ours or theirs:
        return Stand.OURS if ours else Stand.THEIRS
    return Stand.STARTED if started else Stand.WAITING


def _agrees(views: Sequence[SignOff], side: Side) -> bool:
    said = [one.view for one in views if one.side == side and one.counts]
    return bool(said) and View.DISAGREE not in said


def label(where: Stand, views: Sequence[SignOff], asked: Asked = NOBODY) -> str:
    """Return the words under a step. Every disagreement is said, also of people who have left.

    Once somebody has said something, so is how many of the public members have answered.
    """
    parts = [str(where.label)]
    if asked.members and views:
        words = ngettext(
            "%(n)s of %(all)s public member has answered",
            "%(n)s of %(all)s public members have answered",
            asked.members,
        )
        parts.append(words % {"n": answered(views), "all": asked.members})
    against = sum(one.view == View.DISAGREE for one in views)
    if against:
        parts.append(ngettext("%(n)s person disagrees", "%(n)s people disagree", against) % {"n": against})
    return ", ".join(parts)


@dataclass(frozen=True)
class NextStep:
    """The one thing a project needs next: what, in a sentence; where; what the button says."""

    words: str
    url: str
    label: LazyStr
    is_post: bool = False


def next_step(
    status: str, steps: Sequence[tuple[str, StepState, Stand]], pages: Mapping[str, str]
) -> NextStep | None:
    """Return what comes next on a project: the first step that lacks something, then running, then views.

    `steps` are (address, how it stands, what both sides say) in their order; `pages` the addresses of
    "start" and "checklist". None when nothing is to be done.
    """
    if status == ProjectState.CLOSED:
        return None
    for url, standing, _where in steps:
        if standing.missing:
            return NextStep(standing.missing[0], url, _("Do this now"))
    if status == ProjectState.PLANNING:
        words = _("Nothing is missing in the five steps. The project can begin.")
        return NextStep(words, pages["start"], _("Start running it"), is_post=True)
    if any(where != Stand.AGREED for _url, _standing, where in steps):
        words = _("Nothing is missing in the five steps. Now both sides say what they think of each.")
        return NextStep(words, pages["checklist"], _("See what both sides say"))
    return None


def may_sign_for_staff(user: User, project: Project) -> bool:
    """Say whether a user speaks for the staff of a project: its named contact, and PPI managers."""
    is_lead = user.person is not None and user.person.pk == project.lead_id
    return (is_lead and user.can("edit_project", project.organisation_id)) or user.can(
        "sign_off", project.organisation_id
    )
