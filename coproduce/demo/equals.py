"""How equal it feels to both sides of the main project, and who outside it hears what worries people."""

import datetime as dt

from coproduce.demo.cast import Cast
from coproduce.demo.story import ago
from coproduce.foundation.known import known
from projects.power_balance.concerns.models import ConcernContact
from projects.power_balance.reviews import actions as reviewing
from projects.power_balance.reviews import rules as review_rules
from projects.power_balance.reviews.models import PowerReview
from projects.power_balance.reviews.states import Equal, Theme
from projects.team.models import Project

# One answer for each theme, in the order of Theme.
SAID = {
    "meg": (2, 4, 3, 2, 3, 4, 3),
    "sam": (3, 4, 2, 1, 2, 4, 2),
    "yusuf": (1, 3, 3, 2, 4, 5, 3),
    "danuta": (2, 4, 3, 2, 3, 0, 3),
    "priya": (4, 4, 4, 4, 3, 4, 3),
    "tom": (5, 4, 4, 4, 3, 4, 4),
}
WORDS = {
    ("yusuf", Theme.TIMES): "Friday at one is when I pray. I said so.",
    ("sam", Theme.DECISIONS): "It often feels decided before we sit down.",
}


def somebody_outside(cast: Cast) -> None:
    """Helen Ward, who is on no project, reads what people tell with or without their name."""
    ConcernContact.objects.create(organisation=cast.network, user=cast.user("helen"))


def review(cast: Cast, project: Project) -> None:
    """Open a review, let both sides rate, close it."""
    with ago(24) as day:
        opened = reviewing.open_review(project, rate_by=day + dt.timedelta(days=10), by=cast.user("priya"))
    with ago(20, hour=19):
        for name, answers in SAID.items():
            say(cast, opened, name, answers)
    with ago(13) as day:
        reviewing.close_review(opened, next_due_on=review_rules.next_due(day), by=cast.user("priya"))


def say(cast: Cast, opened: PowerReview, name: str, answers: tuple[int, ...]) -> None:
    """Let one person answer every theme."""
    user = cast.user(name)
    for theme, equal in zip(Theme, answers, strict=True):
        words = WORDS.get((name, theme), "")
        reviewing.rate(
            opened,
            person=known(user.person),
            theme=theme,
            equal=Equal(equal),
            words=words,
            may_quote=bool(words),
            by=user,
        )
