"""People are drawn: the list was out first, everyone was answered, and a reserve follows who dropped out."""

import datetime as dt

from contributors.accounts.models import User
from coproduce.demo.cast import Cast
from coproduce.demo.selection.opportunities import LOTTO, draft_and_open, offered
from coproduce.demo.story import ago
from coproduce.foundation import clock
from projects.selection.drawing import actions as drawing
from projects.selection.drawing.states import Method
from projects.selection.interest import actions as interest
from projects.selection.models import Expression, Opportunity, Place
from projects.selection.opportunities import actions as opportunities
from projects.selection.opportunities.states import Region, Topic
from projects.selection.places import actions as places
from projects.selection.replies import actions as replies
from projects.selection.replies import queries, rules

DAY = dt.timedelta(days=1)
CARERS = {
    "label": "People who look after someone with diabetes",
    "question": "I look after someone with diabetes.",
    "least": 1,
}
NAMES = ("Bola Ade", "Cerys Pugh", "Frank Tull", "Gita Rao", "Hal Stone", "Ines Moreau")
LOOK_AFTER = ("Cerys Pugh", "Gita Rao")
WORDS = {
    "yes": "Yes: you were drawn, and we would like you to take part.",
    "reserve": "All places are taken for now. You are a reserve.",
    "no": "This time others were drawn. It says nothing against you: chance decided.",
}


def draw_people(cast: Cast) -> None:
    """One place is kept for people who look after somebody; chance decides the rest."""
    priya = cast.user("priya")
    opportunity = _open(priya)
    with ago(20):
        for name in NAMES:
            _put_forward(opportunity, name)
    with ago(14):
        opportunities.close_due(opportunity.pk)
    with ago(10):
        places.publish(opportunity, by=priya)
    with ago(7):
        places.draw(opportunity, seed="3 8 15 22 31 40", by=priya)
    with ago(5):
        _answer(opportunity, priya)
    with ago(2):
        first = Place.objects.get(opportunity=opportunity, number=1, was_reserve=False)
        places.drop_out(first, why="Starts a new job and has no time.", by=priya)


def _open(priya: User) -> Opportunity:
    today = clock.today()
    rule = {
        "method": Method.KEPT,
        "seed_from": LOTTO,
        "seed_on": today - 8 * DAY,
        "reserves": 2,
        "reserve_until": today + 60 * DAY,
    }
    with ago(30):
        return draft_and_open(
            offered("Public reviewer of letters"), by=priya, days=15, rule=rule, groups=[CARERS],
            title="Sit with us when we choose what to print", topic=Topic.DIABETES, region=Region.ANYWHERE,
            mode="remote", time_of_day="own_time", places=2, hear_by=today + 3 * DAY,
        )  # fmt: skip


def _put_forward(opportunity: Opportunity, name: str) -> Expression:
    row = interest.begin(opportunity)
    said = {"name": name, "channel": "email", "email": f"{name.split()[0].lower()}@example.org"}
    interest.save_contact(row, contact=said, by=None)
    groups = [1] if name in LOOK_AFTER else []
    drawing.save_wishes(row, groups=groups, feedback=False, by=None)
    row.refresh_from_db()
    return interest.send(row, by=None)


def _answer(opportunity: Opportunity, priya: User) -> None:
    for outcome, words in WORDS.items():
        replies.write(opportunity, outcome=outcome, words=words, by=priya)
    seal = rules.seal(queries.waiting(opportunity), queries.words(opportunity))
    replies.send_all(opportunity, seen=seal, by=priya)
