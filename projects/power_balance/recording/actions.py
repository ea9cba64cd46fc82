"""What a public member told us about power, recorded for them. Ratings stay as sealed as if typed by them.

Of ratings neither the entry nor the written copy says a word: staff could read the copy.
"""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation.pages.presenters import uk_date
from coproduce.foundation.transitions import TransitionRefused
from projects.power_balance.decisions import actions as decisions
from projects.power_balance.decisions.models import Decision
from projects.power_balance.power_actions import actions as power_actions
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.recording.rules import may_write_ratings
from projects.power_balance.recording.states import (
    DONE_WORDS,
    NOT_EQUAL,
    NOT_EQUAL_WORDS,
    NOT_RIGHT,
    NOT_RIGHT_WORDS,
    RATED,
    RATED_WORDS,
    SAID_DONE,
    Done,
)
from projects.power_balance.reviews import actions as reviews
from projects.power_balance.reviews.models import PowerReview, ReviewRater
from projects.power_balance.reviews.states import Equal, Theme
from projects.team.models import Project

Said = dict[str, Any]


@transaction.atomic
def record_ratings(
    rater: ReviewRater, *, ratings: dict[Theme, tuple[Equal, str]], said: Said, by: User
) -> OnBehalf:
    """Take down how equal it feels to somebody, theme by theme; earlier answers are replaced unseen.

    Raises TransitionRefused, also for the named contact and for who opened the review.
    """
    review: PowerReview = rater.review
    project = review.project
    if not may_write_ratings(writer=by.pk, opened_by=review.opened_by_id, contact=project.lead.account_id):
        raise TransitionRefused(
            _("You opened this review, or you are the named contact. Ask a colleague to take this down.")
        )

    def act() -> ReviewRater:
        for theme, (equal, words) in ratings.items():
            reviews.rate(review, person=rater.person, theme=theme, equal=equal, words=words, by=by)
        return rater

    return on_behalf.record(
        person=rater.person,
        organisation_id=project.organisation_id,
        **said,
        by=by,
        what=RATED,
        words=lambda: RATED_WORDS % {"project": project.title, "day": uk_date(review.rate_by)},
        act=act,
        asked=[rater],
    )


@transaction.atomic
def record_done(
    action: PowerAction, *, person: Person, answer_given: str, words: str = "", said: Said, by: User
) -> OnBehalf:
    """Record whether a public member says that something is done. Raises TransitionRefused."""
    verbs: dict[str, Callable[[], models.Model]] = {
        Done.CONFIRM: lambda: power_actions.confirm(action, person=person, by=by),
        Done.NOT_YET: lambda: power_actions.not_yet(action, words=words, person=person, by=by),
    }
    return on_behalf.record(
        person=person,
        organisation_id=action.organisation_id,
        **said,
        by=by,
        what=SAID_DONE,
        words=lambda: DONE_WORDS[Done(answer_given)] % {"action": action.found, "words": words},
        act=verbs[answer_given],
        asked=[action],
    )


@transaction.atomic
def record_raised(project: Project, *, person: Person, found: str, said: Said, by: User) -> OnBehalf:
    """Record what a public member says is not equal; we answer it in 14 days. Raises TransitionRefused."""
    return on_behalf.record(
        person=person,
        organisation_id=project.organisation_id,
        **said,
        by=by,
        what=NOT_EQUAL,
        words=lambda: NOT_EQUAL_WORDS % {"project": project.title, "words": found},
        act=lambda: power_actions.raise_imbalance(project, found=found, person=person, by=by),
    )


@transaction.atomic
def record_disputed(decision: Decision, *, person: Person, words: str, said: Said, by: User) -> OnBehalf:
    """Record that a public member says a decision is not written down right. Raises TransitionRefused."""
    return on_behalf.record(
        person=person,
        organisation_id=decision.project.organisation_id,
        **said,
        by=by,
        what=NOT_RIGHT,
        words=lambda: NOT_RIGHT_WORDS % {"decision": decision.title, "words": words},
        act=lambda: decisions.dispute(decision, words=words, person=person, by=by),
    )
