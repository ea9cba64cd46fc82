"""Staff: reviews of a project by both sides."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import User
from coproduce.foundation import clock, paging, permissions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from projects.power_balance import review_pages as pages
from projects.power_balance import review_rules, reviewing
from projects.power_balance.models import PowerReview
from projects.power_balance.review_forms import (
    CallOffForm,
    ChangeReviewDayForm,
    CloseReviewForm,
    OpenReviewForm,
)
from projects.power_balance.states import ReviewState
from projects.team.access import editable, visible
from projects.team.models import Project
from projects.team.pages import form_page
from projects.team.states import Side
from projects.team.views import may_edit

STAFF = "layouts/staff.html"


@require_safe
@permissions.staff_required
def review_list(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Every review of a project, the latest first."""
    project = visible(request.user, ref)
    page = paging.page(project.power_reviews.all(), request, key="-id")
    context = {
        "project": project,
        "page": page,
        "may_open": may_edit(request.user, project) and not open_one(project),
        "back_url": reverse("power_balance:overview", args=[ref]),
    }
    return render(request, "power_balance/reviews.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def open_review(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask both sides how equal it feels."""
    project = editable(request.user, ref)
    proposed = {"rate_by": clock.today() + review_rules.TIME_TO_RATE}
    form = OpenReviewForm(request.POST or None, initial=proposed)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("The review is open. Everybody on the project is asked."), form):
            review = reviewing.open_review(project, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("power_balance:review", review.ref)
    heading = _("Ask both sides how equal it feels")
    return form_page(request, project, form, heading, back="power_balance:reviews")


@require_safe
@permissions.staff_required
def review(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One review: who is in, or what both sides say."""
    row = _review(request.user, ref)
    rater = pages.my_rater(row, request.user.person, Side.PROFESSIONAL)
    context = pages.review_context(row, rater) | {
        "may_edit": may_edit(request.user, row.project),
        "back_url": reverse("power_balance:reviews", args=[row.project.ref]),
    }
    return render(request, "power_balance/review.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def rate(request: AuthenticatedRequest, ref: str, theme: str) -> HttpResponse:
    """Say how equal one theme feels to me."""
    row = _review(request.user, ref)
    return pages.rating_page(request, row, theme, Side.PROFESSIONAL)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def change_day(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give both sides another day."""
    row = _review_to_change(request.user, ref)
    form = ChangeReviewDayForm(request.POST or None, initial={"rate_by": row.rate_by})
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("The day is changed. The old one stays visible."), form):
            reviewing.change_day(row, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("power_balance:review", ref)
    return _about_review(request, row, form, _("Change the day"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def close(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Close a review: what both sides say is shown, and the next review is promised."""
    row = _review_to_change(request.user, ref)
    proposed = {"next_due_on": review_rules.next_due(clock.today())}
    form = CloseReviewForm(request.POST or None, initial=proposed)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("The review is closed. Both sides can read it now."), form):
            reviewing.close_review(row, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("power_balance:review", ref)
    return _about_review(request, row, form, _("Close the review"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def call_off(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """End a review without a result."""
    row = _review_to_change(request.user, ref)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("The review is called off. Everybody can read why."), form):
            reviewing.call_off(row, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("power_balance:review", ref)
    return _about_review(request, row, form, _("Call the review off"))


def open_one(project: Project) -> PowerReview | None:
    """Return the review of a project that is open, if there is one."""
    return project.power_reviews.filter(status=ReviewState.OPEN).first()


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
