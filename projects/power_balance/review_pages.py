"""What the pages of a review share on both sides."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.requests import AuthenticatedRequest
from projects.power_balance import reviewing
from projects.power_balance.models import PowerReview, ReviewRater
from projects.power_balance.review_forms import RatingForm
from projects.power_balance.review_rules import findings, may_close
from projects.power_balance.reviewing import still_asked, turnout
from projects.power_balance.states import ReviewState, Theme
from projects.team.states import Side

SPACE = {Side.PUBLIC: "my_power_balance", Side.PROFESSIONAL: "power_balance"}
LAYOUT = {Side.PUBLIC: "layouts/portal.html", Side.PROFESSIONAL: "layouts/staff.html"}


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


def theme_named(name: str) -> Theme:
    """Return the theme an address names. Raises Http404."""
    if name not in Theme.values:
        raise Http404
    return Theme(name)


def next_theme(rater: ReviewRater) -> str:
    """Return the first theme a person has not rated yet, or an empty string."""
    said = set(rater.ratings.values_list("theme", flat=True))
    return next((theme.value for theme in Theme if theme.value not in said), "")


def rating_page(request: AuthenticatedRequest, review: PowerReview, name: str, side: Side) -> HttpResponse:
    """Ask one person about one theme; then lead on to the next. 404 for who was not asked on this side."""
    theme, rater = theme_named(name), my_rater(review, request.user.person, side)
    home = reverse(f"{SPACE[side]}:review", args=[review.ref])
    if rater is None:
        raise Http404
    if request.method == "GET" and review.status != ReviewState.OPEN:
        return redirect(home)
    before = rater.ratings.filter(theme=theme).values("equal", "words").first()
    form = RatingForm(request.POST or None, theme=theme, initial=before)
    if request.method == "POST" and form.is_valid():
        with report_outcome(
            request, _("Your answer is saved. You can change it until the review closes."), form
        ):
            reviewing.rate(review, person=rater.person, theme=theme, **form.cleaned_data, by=request.user)
        if not form.errors:
            following = next_theme(rater)
            return redirect(f"{SPACE[side]}:rate", review.ref, following) if following else redirect(home)
    context = {"form": form, "heading": theme.label, "layout": LAYOUT[side], "back_url": home}
    return render(request, "layouts/form_page.html", context)
