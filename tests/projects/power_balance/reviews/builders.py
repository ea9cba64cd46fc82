"""Both sides of a project, and a review of it, for the tests of reviews."""

import datetime as dt
from typing import Any

from contributors.accounts.models import User
from coproduce.foundation import clock
from projects.power_balance.reviews import actions as reviewing
from projects.power_balance.reviews.models import PowerReview
from projects.power_balance.reviews.states import Equal, Theme
from projects.team.models import Project
from projects.team.states import Side
from tests import builders


def public_contributors(project: Project, how_many: int) -> list[User]:
    made = [builders.contributor_user(project.organisation) for _n in range(how_many)]
    for user in made:
        builders.team_member(project, user.person)
    return made


def staff(project: Project, how_many: int) -> list[User]:
    """That many more staff, beside the named contact."""
    made = [builders.staff_user("project_staff", project.organisation) for _n in range(how_many)]
    for user in made:
        builders.team_member(project, user.person, Side.PROFESSIONAL)
    return made


def opened(project: Project, by: User, *, days: int = 14) -> PowerReview:
    return reviewing.open_review(project, rate_by=clock.today() + dt.timedelta(days=days), by=by)


def rate_all(review: PowerReview, user: User, equal: int, **changed: Any) -> None:
    """Answer every theme alike, but for the themes named in `changed`."""
    for theme in Theme:
        answer = Equal(changed.get(theme.value, equal))
        reviewing.rate(
            review,
            person=user.person,
            theme=theme,
            equal=answer,
            words=changed.get("words", ""),
            may_quote=changed.get("may_quote", True),
            by=user,
        )


def close(review: PowerReview, by: User) -> PowerReview:
    return reviewing.close_review(review, next_due_on=clock.today() + dt.timedelta(days=180), by=by)


def the_day_is_over(review: PowerReview) -> None:
    PowerReview.objects.filter(pk=review.pk).update(rate_by=clock.today() - dt.timedelta(days=1))
