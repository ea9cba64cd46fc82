"""Staff: what helps people take part, as kinds: what it costs and by when it has to be booked."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.resources.access import actions, queries
from projects.resources.access.forms import AccessCostForm
from projects.team.queries import editable, may_edit


@require_safe
@permissions.staff_required
def access(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """A line of money and a day to book by for each kind of arrangement, for those who arrange."""
    project = editable(request.user, ref)
    context = {
        "project": project,
        "found": actions.look(project, by=request.user),
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("resources:overview", args=[ref]),
    }
    return render(request, "resources/access.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def access_cost(request: AuthenticatedRequest, ref: str, category: str) -> HttpResponse:
    """Say what one kind of arrangement costs. A kind that nobody here needs is not found."""
    project = editable(request.user, ref)
    lines = {line.category: line for line in queries.access_plan(project, request.user).lines}
    if category not in lines:
        raise Http404
    line = lines[category]
    usual = queries.suggestion(project, category, request.user)
    initial = (
        {"pence_each": line.cost.pence_each, "meetings": line.cost.meetings}
        if line.cost
        else {"meetings": len(line.bookings) or 1}
    )
    form = AccessCostForm(request.POST or None, initial=initial)
    if submit(
        request,
        form,
        lambda: actions.set_cost(project, category, **form.cleaned_data, by=request.user),
        done=_("The cost is saved."),
    ):
        return redirect("resources:access", ref)
    heading = _("What it costs: %(what)s") % {"what": line.label}
    return form_page(
        request,
        project,
        form,
        capfirst(heading),
        back="resources:access",
        template="resources/access_cost.html",
        usual=usual,
    )
