"""People are looked for: two opportunities that everyone can see, and one that is being written."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from contributors.accounts.models import User
from coproduce.demo.cast import Cast
from coproduce.demo.story import ago, moment
from coproduce.foundation import clock
from projects.roles.models import RoleVersion
from projects.selection.criteria import actions as criteria
from projects.selection.drawing import actions as drawing
from projects.selection.drawing.states import Method
from projects.selection.interest import actions as asking
from projects.selection.interest.states import Ask
from projects.selection.models import Opportunity
from projects.selection.opportunities import actions
from projects.selection.opportunities.states import Region, Topic
from projects.team.models import Project

LOTTO = "The six main numbers of the National Lottery’s Lotto, from the smallest"
CHOOSING = {
    "chosen_how": "We read every answer against four questions that stand on the page where you apply. "
    "Then we talk with six people, in the way that suits them.",
    "chosen_by": "Two of our staff and one public member of the group.",
    "other_ways": "Ring us, write a letter, or send a recording of your voice.",
    "access": "Breaks, papers in large print, an interpreter, and a supporter if you want one.",
}
COUNTS = (
    ("How much you want to do it", "You say why this matters to you. Any reason is a good one.", True),
    ("A view that the group does not have yet", "Something you have seen or lived that we have not.", False),
)
"""What counts: its name, what is looked for, and whether nobody is chosen without it."""

RANKED = {"method": Method.RANKING, "reserves": 0, "reserve_until": None, "seed_from": LOTTO}


def look_for_people(cast: Cast, project: Project) -> None:
    """Two are open: one near Bristol with a fee, one from home. A third still misses something."""
    priya = cast.user("priya")
    letters = offered("Public reviewer of letters")
    with ago(6):
        draft_and_open(
            offered("Lived experience partner"), by=priya, days=15,
            title="Help people in their first year with type 2 diabetes", topic=Topic.DIABETES,
            region=Region.SOUTH_WEST, town="Bristol, near Temple Meads station", time_of_day="evening",
            mode="hybrid", places=2,
        )  # fmt: skip
    with ago(3):
        draft_and_open(
            letters, by=priya, days=22, title="Read our letters and say what frightens you",
            topic=Topic.SERVICES, region=Region.ANYWHERE, mode="remote", time_of_day="own_time", places=4,
        )  # fmt: skip
    with ago(1):
        made = actions.make(letters, by=priya)
        actions.write(made, words={"title": "Read our letters out loud", "topic": Topic.SERVICES}, by=priya)


def offered(title: str) -> RoleVersion:
    """Return the text of a role that the team stands by."""
    return RoleVersion.objects.filter(role__title=title, status="offered").latest("pk")


def draft_and_open(
    version: RoleVersion,
    *,
    by: User,
    days: int,
    scored: bool = False,
    rule: dict[str, Any] | None = None,
    groups: Sequence[dict[str, Any]] = (),
    **words: Any,
) -> Opportunity:
    """Write an opportunity whole, closing at five some days from now, and open it."""
    made = actions.make(version, by=by)
    for title, looks_for, essential in COUNTS:
        criteria.add(made, title=title, looks_for=looks_for, essential=essential, by=by)
    if scored:
        interest, views = made.criteria.all()
        asking.set_questions(made, criteria={Ask.WHY: interest, Ask.BRING: views}, by=by)
    criteria.plan(made, scored=scored, bar_essential=2, bar_total=4, by=by)
    last_day = clock.today() + dt.timedelta(days=days)
    when = {"closes_at": moment(last_day, 17), "hear_by": last_day + dt.timedelta(days=21)}
    reached = {"contact": version.role.project.lead, "contact_words": "Priya Shah, 0117 496 0128"}
    kept = {"expenses": made.expenses or "Travel, and care for a child or an adult."}
    written = actions.write(made, words=CHOOSING | when | reached | kept | words, by=by)
    if scored and rule is None:
        rule = RANKED | {"seed_on": last_day + dt.timedelta(days=14)}
    if rule:
        drawing.set_rule(written, words=rule, groups=groups, by=by)
    return actions.open_to_everyone(written, by=by)
