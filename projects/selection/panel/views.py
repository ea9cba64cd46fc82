"""Staff: whom they ask to a panel, how far it is, and the beginning of scoring."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.text import clean_search
from projects.selection.criteria.queries import plan_of
from projects.selection.opportunities.queries import opportunity_for
from projects.selection.panel import actions, queries, rules
from projects.selection.panel.forms import AskForm, EndForm
from projects.team.queries import may_edit


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Who is on the panel, what each has said, and what is in the way of scoring."""
    row = opportunity_for(request.user, ref)
    plan = plan_of(row)
    may = may_edit(request.user, row.project) and bool(plan and plan.scored)
    context = {
        "opportunity": row,
        "plan": plan,
        "rows": queries.rows_of(row),
        "in_the_way": [] if plan and plan.begun_at else rules.in_the_way(queries.beginning(row)),
        "mine": queries.live_of_user(request.user).filter(opportunity=row).first(),
        "may_edit": may,
        "back_url": reverse("selection:detail", args=[ref]),
    }
    return render(request, "panel/overview.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def ask(request: AuthenticatedRequest, ref: str, public: bool) -> HttpResponse:
    """Ask a contributor, or a colleague. A search by name narrows who is offered."""
    row = opportunity_for(request.user, ref, change=True)
    search = clean_search(request.GET.get("q", ""))
    people = queries.may_be_asked(row, public=public, search=search)
    form = AskForm(request.POST or None, people=people)
    if submit(
        request,
        form,
        lambda: actions.ask(row, **form.cleaned_data, by=request.user),
        done=lambda made: _("%(name)s is asked.") % {"name": made.person.name},
    ):
        return redirect("panels:overview", ref)
    return form_page(
        request,
        row.project,
        form,
        _("Ask a public member") if public else _("Ask a colleague"),
        back="panels:overview",
        ref=ref,
        template="panel/ask.html",
        search=search,
        people=people,
        offered=queries.PEOPLE_OFFERED,
    )


@require_safe
@permissions.staff_required
def member(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One person on a panel, and what staff can do for them."""
    found = queries.member_for(request.user, ref)
    row = found.opportunity
    context = {
        "member": found,
        "opportunity": row,
        "left": len(queries.undeclared(found)),
        "may_edit": may_edit(request.user, row.project),
        "may_see_names": request.user.can("edit_people", row.organisation_id),
        "back_url": reverse("panels:overview", args=[row.ref]),
    }
    return render(request, "panel/member.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def end(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """End somebody's part, with a reason that they read."""
    found = queries.member_for(request.user, ref)
    if not found.is_live:
        raise Http404
    form = EndForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.end(found, why=form.cleaned_data["why"], by=request.user),
        done=_("Their part has ended. They hear of it."),
    ):
        return redirect("panels:overview", found.opportunity.ref)
    heading = _("End the part of %(name)s") % {"name": found.person.name}
    return form_page(request, found.opportunity.project, form, heading, back="panels:member", ref=ref)


@require_POST
@permissions.staff_required
@idempotent
def begin(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Let scoring begin."""
    row = opportunity_for(request.user, ref, change=True)
    submit(
        request,
        None,
        lambda: actions.begin(row, by=request.user),
        done=_("Scoring has begun. Who takes part and what they sent stays as it is."),
    )
    return redirect("panels:overview", ref)
