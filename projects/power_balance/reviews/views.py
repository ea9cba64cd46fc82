"""Staff: reviews of a project by both sides."""

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import User
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.known import known
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.power_balance.reviews import actions, queries, rules
from projects.power_balance.reviews.forms import (
    CallOffForm,
    ChangeReviewDayForm,
    CloseReviewForm,
    OpenReviewForm,
    RatingForm,
)
from projects.power_balance.reviews.lists import REVIEWS
from projects.power_balance.reviews.models import PowerReview
from projects.power_balance.reviews.states import ReviewState, Theme
from projects.team.queries import editable, may_edit, visible
from projects.team.states import Side


@require_safe
@permissions.staff_required
def review_list(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Every review of a project, the latest first."""
    project = visible(request.user, ref)
    context = {
        "project": project,
        "may_open": may_edit(request.user, project) and not queries.open_one(project),
        "back_url": reverse("power_balance:overview", args=[ref]),
    }
    return lists.answer(
        request,
        REVIEWS,
        project.power_reviews.all(),
        key="-id",
        template="power_balance/reviews.html",
        context=context,
        about=project,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def open_review(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask both sides how equal it feels."""
    project = editable(request.user, ref)
    proposed = {"rate_by": clock.today() + rules.TIME_TO_RATE}
    form = OpenReviewForm(request.POST or None, initial=proposed)
    if submit(
        request,
        form,
        lambda: actions.open_review(project, **form.cleaned_data, by=request.user),
        done=_("The review is open. We have asked everyone on the project."),
    ):
        return redirect("power_balance:review", known(queries.open_one(project)).ref)
    heading = _("Ask both sides how equal it feels")
    return form_page(request, project, form, heading, back="power_balance:reviews")


@require_safe
@permissions.staff_required
def review(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One review: who is in, or what both sides say."""
    row = _review(request.user, ref)
    rater = queries.my_rater(row, request.user.person, Side.PROFESSIONAL)
    context = queries.review_context(row, rater) | {
        "may_edit": may_edit(request.user, row.project),
        "to_hear": queries.to_hear(row),
        "back_url": reverse("power_balance:reviews", args=[row.project.ref]),
    }
    return render(request, "power_balance/review.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def rate(request: AuthenticatedRequest, ref: str, theme: str) -> HttpResponse:
    """Say how equal one theme feels to me."""
    row = _review(request.user, ref)
    return rating_page(
        request, row, theme, Side.PROFESSIONAL, space="power_balance", layout="layouts/staff.html"
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def change_day(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give both sides another day."""
    row = _review_to_change(request.user, ref)
    form = ChangeReviewDayForm(request.POST or None, initial={"rate_by": row.rate_by})
    if submit(
        request,
        form,
        lambda: actions.change_day(row, **form.cleaned_data, by=request.user),
        done=_("The day is changed. The old one can still be seen."),
    ):
        return redirect("power_balance:review", ref)
    return _about_review(request, row, form, _("Change the day"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def close(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Close a review: what both sides say is shown, and the next review is promised."""
    row = _review_to_change(request.user, ref)
    proposed = {"next_due_on": rules.next_due(clock.today())}
    form = CloseReviewForm(request.POST or None, initial=proposed)
    if submit(
        request,
        form,
        lambda: actions.close_review(row, **form.cleaned_data, by=request.user),
        done=_("The review is closed. Both sides can now read it."),
    ):
        return redirect("power_balance:review", ref)
    return _about_review(request, row, form, _("Close the review"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def call_off(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """End a review without a result."""
    row = _review_to_change(request.user, ref)
    form = CallOffForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.call_off(row, **form.cleaned_data, by=request.user),
        done=_("The review is called off. Everyone can read why."),
    ):
        return redirect("power_balance:review", ref)
    return _about_review(request, row, form, _("Call the review off"))


def rating_page(
    request: AuthenticatedRequest, review: PowerReview, name: str, side: Side, *, space: str, layout: str
) -> HttpResponse:
    """Ask one person about one theme; then lead on to the next. 404 for who was not asked on this side.

    `space` is the namespace of the addresses of their side.
    """
    if name not in Theme.values:
        raise Http404
    theme, rater = Theme(name), queries.my_rater(review, request.user.person, side)
    home = reverse(f"{space}:review", args=[review.ref])
    if rater is None:
        raise Http404
    if request.method == "GET" and review.status != ReviewState.OPEN:
        return redirect(home)
    before = rater.ratings.filter(theme=theme).values("equal", "words", "may_quote").first()
    form = RatingForm(request.POST or None, theme=theme, initial=before)
    if submit(
        request,
        form,
        lambda: actions.rate(review, person=rater.person, theme=theme, **form.cleaned_data, by=request.user),
        done=_("Your answer is saved. You can change it until the review closes."),
    ):
        following = queries.next_theme(rater)
        return redirect(f"{space}:rate", review.ref, following) if following else redirect(home)
    context = {"form": form, "heading": theme.label, "layout": layout, "back_url": home}
    return render(request, "layouts/form_page.html", context)


def _review(user: User, ref: str) -> PowerReview:
    return permissions.get_visible_or_404(
        PowerReview.objects.visible_to_staff(user).select_related("project"), ref
    )


def _review_to_change(user: User, ref: str) -> PowerReview:
    row = _review(user, ref)
    permissions.allow(user, "edit_project", row.project.organisation_id)
    return row


def _about_review(
    request: AuthenticatedRequest, row: PowerReview, form: BaseForm, heading: str
) -> HttpResponse:
    return form_page(request, row.project, form, heading, back="power_balance:review", ref=row.ref)
