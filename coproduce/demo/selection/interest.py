"""People put themselves forward: online, by phone and by post; one late, one withdrawn, one not sent yet."""

from contributors.accounts.models import User
from coproduce.demo.cast import Cast
from coproduce.demo.selection.opportunities import draft_and_open, offered
from coproduce.demo.story import ago
from projects.selection.interest import actions
from projects.selection.interest.models import Expression
from projects.selection.interest.states import Ask, CameBy
from projects.selection.models import Opportunity
from projects.selection.opportunities import actions as opportunities
from projects.selection.opportunities.states import Region, Topic
from projects.selection.replies import actions as replies

ASKED: dict[str, int] = {Ask.WHY: 1, Ask.BRING: 2}
"""What is asked, and the place of what it counts for."""
WORDS = {
    "Joan Ferris": (
        "My first letter frightened me. I want to help.",
        "I read slowly and say so.",
    ),
    "Ravi Patel": ("My mother has diabetes and I look after her.", "I know what a carer needs to read."),
    "Dot Marsh": ("I have time now, and I was ill for long.", "I was a bus driver. I talk to everyone."),
    "Al Green": ("I would like to help.", "I am patient."),
}


def put_themselves_forward(cast: Cast) -> None:
    """One opportunity is open; another has closed, and its people wait for an answer."""
    priya = cast.user("priya")
    still_open = Opportunity.objects.get(title__startswith="Help people in their first year")
    with ago(5):
        _ask(still_open, priya)
    with ago(4):
        online(still_open, "Joan Ferris", "joan.ferris@example.org")
        actions.begin(still_open)  # and not sent yet
    with ago(25):
        closed = draft_and_open(
            offered("Lived experience partner"), by=priya, days=15,
            title="Help to choose pictures for a leaflet", topic=Topic.DIABETES, region=Region.ANYWHERE,
            mode="remote", time_of_day="own_time", places=2,
        )  # fmt: skip
        _ask(closed, priya)
    _before_it_closed(closed, priya)


def _ask(opportunity: Opportunity, priya: User) -> None:
    counts = {one.place: one for one in opportunity.criteria.all()}
    actions.set_questions(
        opportunity, criteria={ask: counts[place] for ask, place in ASKED.items()}, by=priya
    )


def _before_it_closed(closed: Opportunity, priya: User) -> None:
    with ago(20):
        chosen = online(closed, "Joan Ferris", "joan.ferris@example.org")
    with ago(18):
        _typed(closed, "Ravi Patel", CameBy.PHONE, by=priya, channel="phone", phone="0117 496 0171")
        taken_back = online(closed, "Al Green", "al.green@example.org")
    with ago(12):
        actions.withdraw(taken_back, by=None)
    with ago(9):
        opportunities.close_due(closed.pk)
    with ago(8):
        late = "The letter was posted in time. The post was late."
        _typed(
            closed, "Dot Marsh", CameBy.POST, by=priya, late_why=late, channel="post",
            address="3 Canal Row\nBristol\nBS2 0ZZ",
        )  # fmt: skip
    with ago(2):
        replies.decide(chosen, outcome="yes", by=priya)


def _contact(name: str, **reached: str) -> dict[str, str]:
    return {"name": name, "channel": "email", "email": "", "phone": "", "address": "", **reached}


def online(
    opportunity: Opportunity, name: str, email: str, said: tuple[str, str] | None = None
) -> Expression:
    """Somebody puts themselves forward online: the words to the two questions, and what helps them."""
    row = actions.begin(opportunity)
    actions.save_contact(row, contact=_contact(name, email=email), by=None)
    for question, words in zip(opportunity.questions.all(), said or WORDS[name], strict=True):
        actions.save_answer(row, question=question, words=words, by=None)
    actions.save_needs(row, words="Letters in large print, please.", by=None)
    row.refresh_from_db()
    return actions.send(row, by=None)


def _typed(
    opportunity: Opportunity, name: str, came_by: str, *, by: User, late_why: str = "", **reached: str
) -> Expression:
    return actions.take(
        opportunity,
        contact=_contact(name, **reached),
        answers=dict(zip(opportunity.questions.all(), WORDS[name], strict=True)),
        needs="",
        helper="",
        came_by=came_by,
        late_why=late_why,
        by=by,
    )
