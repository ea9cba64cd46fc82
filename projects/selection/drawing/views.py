"""Staff: how people are chosen in the end, publishing the list of codes, drawing."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.presenters import uk_date
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.selection.drawing import actions, queries
from projects.selection.drawing.forms import STAFF, ListForm, RuleForm, SeedForm, first_values
from projects.selection.drawing.rules import choosing
from projects.selection.expressions.queries import opportunity_for
from projects.selection.opportunities.queries import opportunity_for as project_opportunity
from projects.selection.places import actions as places
from projects.selection.places import queries as place_queries
from projects.selection.places.models import Place
from projects.selection.replies.queries import places_left


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def rule(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say how people are chosen in the end, while the opportunity is being written."""
    opportunity = project_opportunity(request.user, ref, change=True)
    if not opportunity.facts.is_draft:
        raise Http404
    form = RuleForm(request.POST or None, initial=first_values(queries.rule_of(opportunity)))

    def save() -> object:
        if form.cleaned_data["way"] == STAFF:
            return actions.drop_rule(opportunity, by=request.user)
        return actions.set_rule(opportunity, words=form.words, groups=form.groups, by=request.user)

    if submit(request, form, save, done=_("It is saved. Everyone reads it on the page of the opportunity.")):
        return redirect("selection:detail", ref)
    words = _("How are people chosen in the end?")
    return form_page(request, opportunity.project, form, words, back="selection:detail", ref=ref)


@require_safe
@never_cache
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Where choosing stands: what comes next, who has a place, who is a reserve."""
    opportunity = opportunity_for(request.user, ref)
    found, draw = queries.rule_of(opportunity), queries.draw_of(opportunity)
    rows = Place.objects.visible_to(request.user).filter(opportunity=opportunity)
    waiting = [] if draw or found is None else _left(opportunity, found)
    context = {
        "opportunity": opportunity,
        "rule": found,
        "draw": draw,
        "left": waiting,
        "may_draw": draw and not draw.is_drawn and clock.today() >= draw.seed_on,
        "places": rows.select_related("expression__person"),
        "free": places_left(opportunity),
        "waits": place_queries.waiting_for_staff(opportunity),
        "back_url": reverse("expressions:list", args=[ref]),
    }
    return render(request, "selection/choosing.html", context)


def _left(opportunity: queries.Opportunity, found: queries.ChoosingRule) -> list[str]:
    return choosing.before_the_list(
        open_still=opportunity.is_taking(),
        scoring_left=queries.scoring_is_left(opportunity),
        waiting=queries.waiting(opportunity),
        seed_on=found.seed_on,
        today=clock.today(),
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def publish(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Publish the list of codes."""
    opportunity = opportunity_for(request.user, ref)
    found = queries.rule_of(opportunity)
    if found is None or queries.draw_of(opportunity):
        raise Http404
    form = ListForm(request.POST or None, said_day=uk_date(found.seed_on))
    if submit(
        request,
        form,
        lambda: places.publish(opportunity, **form.day, by=request.user),
        done=_("The list is published. Nobody can join it any more."),
    ):
        return redirect("choosing:overview", ref)
    lead = _("Everyone can read the codes before anybody knows the numbers. No name stands there.")
    return _page(request, form, _("Publish the list of codes"), ref, caption=opportunity.title, lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def draw(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Type in the numbers, and draw."""
    opportunity = opportunity_for(request.user, ref)
    listed = queries.draw_of(opportunity)
    if listed is None or listed.is_drawn:
        raise Http404
    form = SeedForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: places.draw(opportunity, seed=form.cleaned_data["seed"], by=request.user),
        done=_("It is drawn. Nobody is told yet: check the answers, then send them."),
    ):
        return redirect("choosing:overview", ref)
    lead = listed.document["seed_from"] + ", " + uk_date(listed.seed_on)
    return _page(request, form, _("Draw"), ref, caption=opportunity.title, lead=lead)


def _page(request: AuthenticatedRequest, form: object, heading: str, ref: str, **more: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "layout": "layouts/staff.html",
        "back_url": reverse("choosing:overview", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context | more)
