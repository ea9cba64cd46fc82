from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from contributors.people.models import Person
from coproduce.foundation import clock
from projects.power_balance.reviews.models import PowerReview, ReviewRater
from projects.power_balance.reviews.rules import Turnout, findings, may_close
from projects.power_balance.reviews.states import Equal, ReviewState, Theme
from projects.team.models import Project, TeamMember
from projects.team.states import Side


def open_one(project: Project) -> PowerReview | None:
    """Return the review of a project that is open, if there is one."""
    return project.power_reviews.filter(status=ReviewState.OPEN).first()


def still_asked(review: PowerReview) -> QuerySet[ReviewRater]:
    """Return the people asked in a review who are on the project now, on the side they were asked for."""
    there = TeamMember.objects.current().filter(
        project=review.project_id, person=OuterRef("person"), side=OuterRef("side")
    )
    return review.raters.filter(Exists(there))


def to_hear(review: PowerReview) -> list[Person]:
    """Return the public members who are asked in an open review, by name: not who has answered."""
    if review.status != ReviewState.OPEN:
        return []
    raters = still_asked(review).filter(side=Side.PUBLIC)
    return list(Person.objects.filter(pk__in=raters.values("person")).order_by("name", "id"))


def turnout(review: PowerReview) -> dict[Side, Turnout]:
    """Return how many of each side were asked, have rated, and are waited for. One query."""
    here = Q(pk__in=still_asked(review).values("pk"))
    counted = (
        review.raters.order_by("side")
        .values("side")
        .annotate(
            asked=Count("id"),
            rated=Count("id", filter=~Q(rated_at=None)),
            waiting=Count("id", filter=Q(rated_at=None) & here),
        )
    )
    by_side = {row["side"]: Turnout(row["asked"], row["rated"], row["waiting"]) for row in counted}
    return {side: by_side.get(side, Turnout(0, 0, 0)) for side in Side}


def review_context(review: PowerReview, rater: ReviewRater | None) -> dict[str, Any]:
    """Return what the page of a review shows: never what anybody but its reader said while it is open."""
    is_open = review.status == ReviewState.OPEN
    seen = turnout(review)
    mine = my_themes(rater) if is_open and rater else []
    found = findings(review.results.all()) if review.status == ReviewState.CLOSED else []
    return {
        "review": review,
        "project": review.project,
        "is_open": is_open,
        "sides": [(_("Public contributors"), seen[Side.PUBLIC]), (_("Staff"), seen[Side.PROFESSIONAL])],
        "may_close": is_open and may_close(seen, rate_by=review.rate_by, today=clock.today()),
        "findings": found,
        "bars": [{"label": one.theme, "value": one.gap, "text": one.apart} for one in found if one.gap],
        "widest_gap": 2 * (Equal.FULLY - Equal.NOT_AT_ALL),  # in half steps, as `gap` is
        "any_words": any(one.words for one in found),
        "mine": mine,
        "first": next((row["theme"].value for row in mine if not row["said"]), ""),
    }


def my_themes(rater: ReviewRater) -> list[dict[str, Any]]:
    """Return each theme with what its reader said of it, if anything."""
    said = {one.theme: one for one in rater.ratings.all()}
    return [{"theme": theme, "label": theme.label, "said": said.get(theme.value)} for theme in Theme]


def my_rater(review: PowerReview, person: Person | None, side: Side) -> ReviewRater | None:
    """Return the row that says this person was asked, on this side, if they still are on the project."""
    return still_asked(review).filter(person=person, side=side).first() if person else None


def next_theme(rater: ReviewRater) -> str:
    """Return the first theme a person has not rated yet, or an empty string."""
    said = set(rater.ratings.values_list("theme", flat=True))
    return next((theme.value for theme in Theme if theme.value not in said), "")
