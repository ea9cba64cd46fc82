"""Staff: what a public member told us about power, by phone, by post or in person."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from contributors.people.models import Person
from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.on_behalf.queries import scripts
from contributors.people.on_behalf.views import record_page
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.power_balance.decisions.models import Decision
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.recording import actions
from projects.power_balance.recording.forms import (
    RecordDisputedForm,
    RecordDoneForm,
    RecordRaisedForm,
    RecordRatingsForm,
)
from projects.power_balance.reviews.models import PowerReview
from projects.power_balance.reviews.queries import still_asked
from projects.power_balance.reviews.states import ReviewState
from projects.team.models import Project
from projects.team.queries import editable, public_members
from projects.team.states import Side


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def ratings(request: AuthenticatedRequest, ref: str, person_ref: str) -> HttpResponse:
    """Take down how equal it feels to somebody. The page is always empty; nothing of it is shown again."""
    seen = PowerReview.objects.visible_to_staff(request.user).select_related("project__lead")
    review = permissions.get_visible_or_404(seen, ref)
    permissions.allow(request.user, "edit_project", review.project.organisation_id)
    asked = still_asked(review).filter(side=Side.PUBLIC, person__ref=person_ref)
    rater = asked.select_related("person").first()
    if rater is None or review.status != ReviewState.OPEN:
        raise Http404
    rater.review = review
    form = RecordRatingsForm(request.POST or None)
    response = record_page(
        request,
        rater.person,
        form,
        lambda: actions.record_ratings(rater, ratings=form.ratings, said=form.said, by=request.user),
        _("How equal it feels to them"),
        back_url=reverse("power_balance:review", args=[ref]),
        template="power_balance/record.html",
        lead=_("Read each question out. You cannot read their answers afterwards, and nor can anyone else."),
        scripts=scripts(rater.person, [rater]),
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def done(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record whether a public member says that something is really done."""
    seen = PowerAction.objects.visible_to_staff(request.user).select_related("project")
    action = permissions.get_visible_or_404(seen, ref)
    project = editable(request.user, action.project.ref)
    if not action.facts.can_be_confirmed:
        raise Http404
    form = RecordDoneForm(request.POST or None, people=people_to_hear(project))
    return _record(
        request,
        project,
        form,
        lambda: actions.record_done(action, **form.told, said=form.said, by=request.user),
        _("Record what they say of it"),
        back=("power_balance:action", ref),
        lead=action.found,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def raised(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record what a public member says is not equal."""
    project = editable(request.user, ref)
    form = RecordRaisedForm(request.POST or None, people=people_to_hear(project))
    return _record(
        request,
        project,
        form,
        lambda: actions.record_raised(project, **form.told, said=form.said, by=request.user),
        _("Record what someone says is not equal"),
        back=("power_balance:overview", ref),
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def disputed(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record that a public member says a decision is not written down right."""
    seen = Decision.objects.visible_to_staff(request.user).select_related("project")
    decision = permissions.get_visible_or_404(seen, ref)
    project = editable(request.user, decision.project.ref)
    form = RecordDisputedForm(request.POST or None, people=people_to_hear(project))
    return _record(
        request,
        project,
        form,
        lambda: actions.record_disputed(decision, **form.told, said=form.said, by=request.user),
        _("Record what is not right about a decision"),
        back=("power_balance:overview", project.ref),
        lead=decision.title,
    )


def people_to_hear(project: Project) -> list[Person]:
    """Return the public members of a project, by name."""
    return list(public_members(project).order_by("name", "id"))


def _record(
    request: AuthenticatedRequest,
    project: Project,
    form: OnBehalfForm,
    act: Callable[[], object],
    heading: str,
    *,
    back: tuple[str, str],
    **extra: Any,
) -> HttpResponse:
    name, ref = back
    if submit(request, form, act, done=_("Recorded. We will send them a copy in writing.")):
        return redirect(name, ref)
    return form_page(request, project, form, heading, back=name, ref=ref, **extra)
