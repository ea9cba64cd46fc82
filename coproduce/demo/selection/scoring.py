"""A panel gives points: names are out, one text is far apart, one scorer has not finished."""

from contributors.accounts.models import User
from coproduce.demo.cast import Cast
from coproduce.demo.selection.interest import online
from coproduce.demo.selection.opportunities import draft_and_open, offered
from coproduce.demo.story import ago
from coproduce.foundation import clock
from projects.selection.interest.models import Expression
from projects.selection.interest.queries import contact_of, words_of
from projects.selection.models import Opportunity, PanelMember
from projects.selection.opportunities import actions as opportunities
from projects.selection.opportunities.states import Region, Topic
from projects.selection.panel import actions as panel
from projects.selection.panel.queries import undeclared
from projects.selection.panel.rules import seal
from projects.selection.panel.states import Part
from projects.selection.redaction import actions as redaction
from projects.selection.redaction.queries import mark_of
from projects.selection.redaction.rules import suggested
from projects.selection.scoring import actions

TITLE = "Help to test an app about feet"
WORDS = {
    "Winifred Ash": (
        "I am Winifred, and I lost two toes before anyone looked. I want others to be looked at sooner.",
        "I have no smartphone. I know how that feels when everything is an app.",
    ),
    "Kofi Annor": (
        "I drive a taxi at night. My feet are numb and I told nobody for a year.",
        "I talk with drivers from Bristol and from Ghana. They trust me.",
    ),
    "Petra Novak": ("It sounds interesting.", "I test software at work, so I see what is missing."),
}
POINTS = {
    "yusuf": {"Winifred Ash": (4, 4), "Kofi Annor": (4, 3), "Petra Novak": (1, 2)},
    "tom": {"Winifred Ash": (3, 4), "Kofi Annor": (2, 3)},
}
WHY = {0: "I found nothing.", 1: "One line only.", 2: "It is there.", 3: "It is clear.", 4: "It moved me."}


def score(cast: Cast) -> None:
    """Two score: a contributor has finished; a colleague has one text left. They are far apart on one."""
    priya = cast.user("priya")
    with ago(23):
        opportunity = draft_and_open(
            offered("Public reviewer of letters"), by=priya, days=15, scored=True, title=TITLE,
            topic=Topic.DIABETES, region=Region.ANYWHERE, mode="remote", time_of_day="own_time", places=1,
        )  # fmt: skip
    with ago(19):
        members = {name: _joins(opportunity, cast, name, priya) for name in POINTS}
    with ago(12):
        for name, words in WORDS.items():
            online(opportunity, name, f"{name.lower().replace(' ', '.')}@example.org", words)
    with ago(7):
        opportunities.close_due(opportunity.pk)
        opportunity.refresh_from_db()
    with ago(6):
        for name in POINTS:
            _knows_nobody(members[name], by=cast.user(name))
        _take_out_names(opportunity, priya)
    with ago(5):
        panel.begin(opportunity, by=priya)
    with ago(2):
        for name, given in POINTS.items():
            _give(members[name], given, by=cast.user(name))


def _joins(opportunity: Opportunity, cast: Cast, name: str, by: User) -> PanelMember:
    asked = panel.ask(opportunity, person=cast.person(name), part=Part.SCORES, answer_by=clock.today(), by=by)
    return panel.answer(asked, yes=True, by=cast.user(name))


def _knows_nobody(member: PanelMember, *, by: User) -> None:
    fresh = PanelMember.objects.get(pk=member.pk)
    panel.declare(fresh, knows=[], seen=seal(one.ref for one in undeclared(fresh)), by=by)


def _take_out_names(opportunity: Opportunity, by: User) -> None:
    for row in opportunity.expressions.order_by("pk"):
        contact = contact_of(row)
        sent = row.answers.select_related("expression")
        words = {one: suggested(words_of(one), contact) for one in sent}
        redaction.redact(row, answers=words, files={}, seen=mark_of(row), by=by)


def _give(member: PanelMember, given: dict[str, tuple[int, int]], *, by: User) -> None:
    fresh = PanelMember.objects.get(pk=member.pk)
    for name, points in given.items():
        row = Expression.objects.get(opportunity=fresh.opportunity_id, person__name=name)
        criteria = row.opportunity.criteria.all()
        said = {one: (value, False, WHY[value]) for one, value in zip(criteria, points, strict=True)}
        actions.lock_scores(fresh, row, said=said, by=by)
