"""A review by both sides: opened, rated, closed. Nobody reads a rating before it is closed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.power_balance.reviews import notifications, promises
from projects.power_balance.reviews.models import PowerRating, PowerReview, ReviewRater, ReviewResult
from projects.power_balance.reviews.queries import still_asked, turnout
from projects.power_balance.reviews.rules import may_close, result_of
from projects.power_balance.reviews.states import Equal, ReviewState, Theme
from projects.team.actions import lock_open
from projects.team.models import Project, TeamMember
from projects.team.states import Side

RATE = {Side.PUBLIC: promises.RATE, Side.PROFESSIONAL: promises.RATE_AS_STAFF}


@transaction.atomic
def open_review(project: Project, *, rate_by: dt.date, by: User) -> PowerReview:
    """Ask everybody on the project to rate, and promise it for each of them. Raises TransitionRefused."""
    fresh = lock_open(project)
    if fresh.power_reviews.filter(status=ReviewState.OPEN).exists():
        raise transitions.TransitionRefused(_("A review of this project is open already."))
    members = list(fresh.members.current().select_related("person"))
    if {member.side for member in members} != set(Side.values):
        raise transitions.TransitionRefused(
            _("A review needs people on both sides. Add them to the project first.")
        )
    review = PowerReview.objects.create(project=fresh, rate_by=rate_by, opened_by=by)
    history.record(review, "power review opened", by=by, detail={"asked": len(members)})
    for member in members:
        _ask(review, member, by=by)
    return review


def _ask(review: PowerReview, member: TeamMember, *, by: User) -> None:
    rater = ReviewRater.objects.create(review=review, person=member.person, side=member.side)
    ours = member.side == Side.PROFESSIONAL
    project = review.project
    promise.make(
        RATE[Side(member.side)],
        subject=rater,
        due_at=clock.end_of_day(review.rate_by),
        owner=member.person if ours else project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=member.person,
    )
    enqueue(
        notifications.REVIEW_OPENED,
        to=member.person,
        subject=rater,
        dedupe_key=f"power-review-opened:{rater.pk}",
        organisation_id=project.organisation_id,
    )


@transaction.atomic
def rate(
    review: PowerReview,
    *,
    person: Person,
    theme: Theme,
    equal: Equal,
    by: User,
    words: str = "",
    may_quote: bool = False,
) -> ReviewRater:
    """Keep what somebody who was asked says of one theme; it can be changed until the review closes.

    `may_quote` is their own choice that both sides read the words, without their name. Once they have
    answered every theme, what they promised is kept. Raises TransitionRefused.
    """
    lock_open(review.project)
    fresh = _lock_rating(review)
    rater = still_asked(fresh).filter(person=person).first()
    if rater is None:
        raise transitions.TransitionRefused(_("Only people who were asked in this review can do that."))
    said = {"equal": equal, "words": words, "may_quote": may_quote and bool(words)}
    PowerRating.objects.update_or_create(rater=rater, theme=theme, defaults=said)
    if rater.rated_at is None and rater.ratings.count() == len(Theme):
        rater.rated_at = clock.now()
        rater.save(update_fields=["rated_at"])
        history.record(rater, "rated", by=by)
        promise.keep(RATE[Side(rater.side)], subject=rater, by=by)
    return rater


@transaction.atomic
def change_day(review: PowerReview, *, rate_by: dt.date, by: User, why: str) -> PowerReview:
    """Give both sides another day to rate by. Raises TransitionRefused unless the review is open."""
    lock_open(review.project)
    fresh = _lock_rating(review)
    fresh.rate_by = rate_by
    fresh.save(update_fields=["rate_by"])
    history.record(fresh, "day of the review changed", by=by, why=why)
    for rater in fresh.raters.filter(rated_at=None):
        promise.move(RATE[Side(rater.side)], subject=rater, due_at=clock.end_of_day(rate_by), by=by, why=why)
    return fresh


@transaction.atomic
def close_review(review: PowerReview, *, next_due_on: dt.date, by: User) -> PowerReview:
    """Keep what may be shown of both sides for good, delete what each person said, plan the next review.

    Raises TransitionRefused while a side is missing (docs/decisions/0008).
    """
    project = lock_open(review.project)
    fresh = _lock_rating(review)
    if not may_close(turnout(fresh), rate_by=fresh.rate_by, today=clock.today()):
        raise transitions.TransitionRefused(
            _("Wait until both sides have said how equal it feels. Nothing was changed.")
        )
    ratings = list(PowerRating.objects.filter(rater__review=fresh).select_related("rater"))
    for theme in Theme:
        for side in Side:
            ReviewResult.objects.create(review=fresh, **result_of(theme, side, ratings))
    fresh = transitions.transition(
        fresh, "close", by=by, closed_by=by, closed_at=clock.now(), next_due_on=next_due_on
    )
    _end_rating(fresh, why=_("The review is closed."), by=by)
    _plan_next(project, next_due_on, by=by)
    for rater in still_asked(fresh).select_related("person"):
        enqueue(
            notifications.REVIEW_CLOSED,
            to=rater.person,
            subject=rater,
            dedupe_key=f"power-review-closed:{rater.pk}",
            organisation_id=project.organisation_id,
        )
    return fresh


def _plan_next(project: Project, day: dt.date, *, by: User) -> None:
    promise.keep(promises.NEXT_REVIEW, subject=project, by=by)
    promise.make(
        promises.NEXT_REVIEW,
        subject=project,
        due_at=clock.end_of_day(day),
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
    )


@transaction.atomic
def call_off(review: PowerReview, *, why: str, by: User) -> PowerReview:
    """End a review without a result; what people said is deleted. Both sides read why.

    Raises TransitionRefused.
    """
    lock_open(review.project)
    fresh = transitions.transition(review, "call off", by=by, why=why, called_off_why=why)
    _end_rating(fresh, why=why, by=by)
    return fresh


def end_all(project: Project, *, by: User, why: str) -> list[Person]:
    """End the review and the plan for the next one of a locked project that closes. Returns who was asked."""
    promise.release(promises.NEXT_REVIEW, subject=project, by=by, why=why)
    asked: list[Person] = []
    for review in project.power_reviews.filter(status=ReviewState.OPEN):
        call_off(review, why=why, by=by)
        asked += [rater.person for rater in review.raters.select_related("person")]
    return asked


def ask_no_more(project: Project, person: Person, *, by: User, why: str) -> None:
    """Nobody waits for what somebody who has left a locked project would say."""
    mine = ReviewRater.objects.filter(review__project=project, person=person, rated_at=None)
    for rater in mine:
        promise.release(RATE[Side(rater.side)], subject=rater, by=by, why=why)


def _end_rating(review: PowerReview, *, why: str, by: User) -> None:
    PowerRating.objects.filter(rater__review=review).delete()
    for rater in review.raters.filter(rated_at=None):
        promise.release(RATE[Side(rater.side)], subject=rater, by=by, why=why)


def _lock_rating(review: PowerReview) -> PowerReview:
    """Return the review locked, so that it cannot close while somebody rates.

    Raises TransitionRefused unless open.
    """
    return transitions.lock_for(review, "close")
