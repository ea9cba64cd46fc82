"""Staff: a place, the offer of the role, who drops out, and the record of it all."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.selection.drawing import queries as drawing
from projects.selection.opportunities.queries import opportunity_for
from projects.selection.places import actions, queries, rules
from projects.selection.places.forms import DropForm
from projects.selection.places.models import Place


@require_safe
@never_cache
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One place: who has it, what comes next."""
    place = queries.place_for(request.user, ref)
    context = {
        "place": place,
        "row": place.expression,
        "opportunity": place.opportunity,
        "role": place.opportunity.version.role,
        "known": _known(place),
        "back_url": reverse("choosing:overview", args=[place.opportunity.ref]),
    }
    return render(request, "selection/place.html", context)


def _known(place: Place) -> bool:
    found = queries.known_person(place)
    return found is not None and found != place.expression.person


@require_POST
@permissions.staff_required
@idempotent
def offer(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Offer the role."""
    place = queries.place_for(request.user, ref)
    permissions.allow(request.user, "edit_project", place.organisation_id)
    submit(
        request,
        None,
        lambda: actions.offer_role(place, by=request.user),
        done=_("The role is offered. When they agree to it, they are a member."),
    )
    return redirect("places:detail", ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def drop(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write down that they do not want it."""
    place = queries.place_for(request.user, ref)
    if not place.facts.may_drop:
        raise Http404
    form = DropForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.drop_out(place, why=form.cleaned_data["why"], by=request.user),
        done=_("It is saved. If there is a reserve, the place is theirs now, and they are told."),
    ):
        return redirect("choosing:overview", place.opportunity.ref)
    context = {
        "form": form,
        "heading": _("They drop out"),
        "caption": place.expression.person.name if place.expression.person else "",
        "layout": "layouts/staff.html",
        "back_url": reverse("places:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.staff_required
def record(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """How people were chosen, to print and to keep: days, numbers and reasons, no names."""
    opportunity = opportunity_for(request.user, ref)
    if opportunity.opened_at is None:
        raise Http404
    facts = queries.record(opportunity)
    context = {
        "opportunity": opportunity,
        "rule": drawing.rule_of(opportunity),
        "draw": drawing.draw_of(opportunity),
        "facts": facts,
        "lines": rules.lines(facts),
        "plan": getattr(opportunity, "scoring_plan", None),
        "back_url": reverse("selection:detail", args=[ref]),
    }
    return render(request, "selection/record.html", context)
