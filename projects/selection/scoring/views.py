"""Pages of who runs the scoring: how far it is, talks, results by code, and with names once it is closed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import User
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.known import known
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.selection.criteria.models import Criterion
from projects.selection.criteria.queries import criteria_of, has_begun, plan_of
from projects.selection.opportunities.models import Opportunity
from projects.selection.opportunities.queries import opportunity_for
from projects.selection.panel.models import PanelMember
from projects.selection.panel.queries import taking_part
from projects.selection.redaction.queries import left as left_to_redact
from projects.selection.scoring import actions, queries, rules
from projects.selection.scoring.forms import CloseForm, DayForm, usual
from projects.selection.scoring.portal import talk_page


@require_safe
@never_cache
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """How far each scorer is, what is to be talked about, and results of what all have locked."""
    opportunity = _scored(request.user, ref)
    ended, found = queries.end_of(opportunity), queries.results(opportunity)
    names = queries.names_of(opportunity) if ended else {}
    context = {
        "opportunity": opportunity,
        "plan": plan_of(opportunity),
        "begun": has_begun(opportunity),
        "ended": ended,
        "left": left_to_redact(opportunity),
        "progress": queries.progress(opportunity),
        "talks": queries.to_talk_about(opportunity),
        "criteria": criteria_of(opportunity),
        "rows": [rules.row_of(one) | {"expression": names.get(one.standing.expression_id)}
                 for one in found if one.all_locked],
        "open": sum(not one.all_locked for one in found),
        "finished": bool(found) and all(one.standing.settled for one in found),
        "back_url": reverse("selection:detail", args=[ref]),
    }  # fmt: skip
    return render(request, "scoring/overview.html", context)


@require_safe
@permissions.staff_required
def member(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Lead from what a scorer promised to how far everybody is."""
    seen = PanelMember.objects.visible_to_staff(request.user).select_related("opportunity")
    found = permissions.get_visible_or_404(seen, ref)
    return redirect("scoring:overview", found.opportunity.ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def day(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask scorers for their points by a day, or move it."""
    opportunity = _scored(request.user, ref)
    form = DayForm(
        request.POST if request.method == "POST" else None,
        initial=usual(clock.today(), known(opportunity.hear_by)),
    )
    if submit(
        request,
        form,
        lambda: actions.ask_for_scores(
            opportunity, day=form.cleaned_data["day"], why=form.cleaned_data["why"], by=request.user
        ),
        done=lambda n: ngettext("%(n)s person is asked.", "%(n)s people are asked.", n) % {"n": n},
        field="day",
    ):
        return redirect("scoring:overview", ref)
    return _form_page(request, form, _("Ask for points"), opportunity)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.staff_required
@idempotent
def talk(request: AuthenticatedRequest, ref: str, code: str, criterion_ref: str) -> HttpResponse:
    """Write down what the panel said where its points are far apart."""
    opportunity = _scored(request.user, ref)
    row = get_object_or_404(taking_part(opportunity).select_related("opportunity"), blind_ref=code)
    criterion = get_object_or_404(Criterion, opportunity=opportunity, ref=criterion_ref)
    return talk_page(
        request,
        row,
        criterion,
        back_url=reverse("scoring:overview", args=[ref]),
        extra={"opportunity": opportunity, "code": code, "layout": "layouts/staff.html"},
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def close(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """End scoring: names stand beside results from now on."""
    opportunity = _scored(request.user, ref)
    form = CloseForm(request.POST if request.method == "POST" else None, few=bool(queries.few(opportunity)))
    if submit(
        request,
        form,
        lambda: actions.close(opportunity, few_why=form.cleaned_data.get("few_why", ""), by=request.user),
        done=_("Scoring is closed. Names stand beside the results now."),
    ):
        return redirect("scoring:overview", ref)
    lead = _("Points, talks and results stay as they are from then on. It cannot be undone.")
    return _form_page(request, form, _("Close scoring"), opportunity, lead=lead)


def _scored(user: User, ref: str) -> Opportunity:
    """Return an opportunity whose people the user looks after and which a panel scores. Raises Http404."""
    found = opportunity_for(user, ref)
    permissions.allow(user, "edit_people", found.organisation_id)
    plan = plan_of(found)
    if plan is None or not plan.scored or found.opened_at is None:
        raise Http404
    return found


def _form_page(
    request: AuthenticatedRequest, form: Any, heading: str, of: Opportunity, **more: str
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "caption": of.title,
        "layout": "layouts/staff.html",
        "back_url": reverse("scoring:overview", args=[of.ref]),
    }
    return render(request, "layouts/form_page.html", context | more)
