"""Who chooses: a panel of contributors for one opportunity that has closed; whom each of them knows."""

import datetime as dt
from collections.abc import Collection

from contributors.accounts.models import User
from coproduce.demo.cast import Cast
from coproduce.demo.selection.interest import online
from coproduce.demo.selection.opportunities import draft_and_open, offered
from coproduce.demo.story import ago
from coproduce.foundation import clock
from projects.selection.models import Opportunity, PanelMember
from projects.selection.opportunities import actions as opportunities
from projects.selection.opportunities.states import Region, Topic
from projects.selection.panel import actions
from projects.selection.panel.queries import undeclared
from projects.selection.panel.rules import seal
from projects.selection.panel.states import Part

TITLE = "Help to plan evening clinics"
WORDS = {
    "Nell Archer": (
        "I work shifts, and no clinic is open when I am free.",
        "I know what a rota does to sleep.",
    ),
    "Omar Haddad": ("My father missed three checks. I want that to end.", "I speak Arabic and ask a lot."),
    "Bea Lund": ("I was a nurse for thirty years, and now I am ill.", "I have seen both sides of it."),
}
ANSWER_DAYS = 5


def ask_a_panel(cast: Cast) -> None:
    """Two contributors score, a colleague takes out names; one knows somebody, one has not said it yet."""
    priya = cast.user("priya")
    with ago(24):
        opportunity = draft_and_open(
            offered("Lived experience partner"), by=priya, days=18, scored=True, title=TITLE,
            topic=Topic.DIABETES, region=Region.SOUTH_WEST, town="Bristol", mode="hybrid",
            time_of_day="evening", places=1,
        )  # fmt: skip
    with ago(20):
        meg, danuta = (_joins(opportunity, cast, name, priya) for name in ("meg", "danuta"))
        _joins(opportunity, cast, "leanne", priya)
        tom = _joins(opportunity, cast, "tom", priya, Part.REDACTS)
    with ago(12):
        for name, words in WORDS.items():
            online(opportunity, name, f"{name.lower().replace(' ', '.')}@example.org", words)
    with ago(5):
        opportunities.close_due(opportunity.pk)
    with ago(3):
        _says(meg, knows=["Nell Archer"], by=cast.user("meg"))
        _says(danuta, knows=[], by=cast.user("danuta"))
        _says(tom, knows=[], by=cast.user("tom"))
    with ago(1):
        _ask(opportunity, cast, "joan", priya)


def _ask(opportunity: Opportunity, cast: Cast, name: str, by: User, part: Part = Part.SCORES) -> PanelMember:
    answer_by = clock.today() + dt.timedelta(days=ANSWER_DAYS)
    return actions.ask(opportunity, person=cast.person(name), part=part, answer_by=answer_by, by=by)


def _joins(
    opportunity: Opportunity, cast: Cast, name: str, by: User, part: Part = Part.SCORES
) -> PanelMember:
    return actions.answer(_ask(opportunity, cast, name, by, part), yes=True, by=cast.user(name))


def _says(member: PanelMember, *, knows: Collection[str], by: User) -> None:
    fresh = PanelMember.objects.get(pk=member.pk)
    names = undeclared(fresh)
    known = [one.ref for one in names if one.person and one.person.name in knows]
    actions.declare(fresh, knows=known, seen=seal(one.ref for one in names), by=by)
