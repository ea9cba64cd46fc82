"""Public contributors: reviews by both sides."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from projects.power_balance.reviews import queries
from projects.power_balance.reviews.models import PowerReview
from projects.power_balance.reviews.views import rating_page
from projects.team.states import Side


@require_safe
@permissions.contributor_required
def review(request: PersonRequest, ref: str) -> HttpResponse:
    """One review: what I said so far, or what both sides say."""
    row = _review(request.person, ref)
    rater = queries.my_rater(row, request.person, Side.PUBLIC)
    context = queries.review_context(row, rater) | {
        "back_url": reverse("my_power_balance:overview", args=[row.project.ref])
    }
    return render(request, "power_balance/my_review.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def rate(request: PersonRequest, ref: str, theme: str) -> HttpResponse:
    """Say how equal one theme feels to me."""
    row = _review(request.person, ref)
    return rating_page(
        request, row, theme, Side.PUBLIC, space="my_power_balance", layout="layouts/portal.html"
    )


def _review(person: Person, ref: str) -> PowerReview:
    return permissions.get_visible_or_404(
        PowerReview.objects.visible_to_member(person).select_related("project"), ref
    )
