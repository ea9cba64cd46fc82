"""Staff: what is due when, what has to happen before it, and what a new date would move."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.resources.forms import RESOURCE_KINDS
from projects.resources.timeline import actions, picture, queries, rules
from projects.resources.timeline.forms import LeadTimeForm, NewDateForm, ProjectDatesForm
from projects.resources.timeline.rules import Lead, PlanEntry
from projects.resources.timeline.states import LeadKind
from projects.team.models import Project
from projects.team.queries import editable, may_edit, visible


@require_safe
@permissions.staff_required
def timeline(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The plan as a picture and a table, with what has to happen before each thing."""
    project = visible(request.user, ref)
    plan = queries.plan_of(project, request.user)
    context = {
        "project": project,
        "rows": [(entry, rules.deadlines(entry, plan.leads, plan.bounds)) for entry in plan.entries],
        "picture": picture.draw(
            plan.entries, starts_on=project.starts_on, ends_on=project.ends_on, today=clock.today()
        ),
        "plan": plan,
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("resources:overview", args=[ref]),
    }
    return render(request, "resources/timeline.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def move(request: AuthenticatedRequest, ref: str, part: str, row_ref: str) -> HttpResponse:
    """Ask for a new date, show what it moves and breaks, and save it when somebody has looked."""
    project, entry = _movable(request, ref, part, row_ref)
    sent = request.POST if request.method == "POST" else request.GET
    initial = {"when": (entry.on, entry.month_only), "follow": "no"}
    form = NewDateForm(sent if "when" in sent else None, project=project, entry=entry, initial=initial)
    heading = _("Move “%(what)s”") % {"what": entry.title}
    if not form.is_valid():
        return form_page(
            request,
            project,
            form,
            heading,
            back="resources:timeline",
            template="resources/move.html",
            entry=entry,
        )
    asked = form.asked
    return _looked_at(
        request,
        project,
        form,
        lambda seen: actions.move(project, asked, seen=seen, by=request.user),
        lambda: queries.preview_of(project, asked, request.user),
        template="resources/move_preview.html",
        entry=entry,
        heading=heading,
        back_url=entry.move_url,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def move_project(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask for new dates of the project, show what they move and break, and save them after a look."""
    project = editable(request.user, ref)
    sent = request.POST if request.method == "POST" else request.GET
    initial = {"starts_on": project.starts_on, "ends_on": project.ends_on}
    form = ProjectDatesForm(sent if "starts_on" in sent else None, initial=initial)
    heading = _("Change when the project runs")
    if not form.is_valid():
        return form_page(request, project, form, heading, back="resources:timeline")
    window = form.asked
    return _looked_at(
        request,
        project,
        form,
        lambda seen: actions.move_project(project, window, seen=seen, by=request.user),
        lambda: queries.preview_of_project(project, window, request.user),
        template="resources/project_preview.html",
        window=window,
        heading=heading,
        back_url=reverse("resources:new_dates_of_project", args=[ref]),
    )


def _looked_at(
    request: AuthenticatedRequest,
    project: Project,
    form: Form,
    save: Callable[[str], Any],
    preview: Callable[[], Any],
    *,
    template: str,
    **context: Any,
) -> HttpResponse:
    """Show what new dates would do; save them when what was looked at is still what they would do."""
    seen = request.POST.get("seen", "")
    if submit(request, form, lambda: save(seen), done=_("The new dates are saved.")):
        return redirect("resources:timeline", project.ref)
    return render(request, template, context | {"project": project, "form": form, "found": preview()})


def _movable(request: AuthenticatedRequest, ref: str, part: str, row_ref: str) -> tuple[Project, PlanEntry]:
    """Return the project and the thing whose date somebody may change. Raises Http404, PermissionDenied."""
    project = editable(request.user, ref)
    row = permissions.get_visible_or_404(RESOURCE_KINDS[part].rows(project), row_ref)
    key = f"{part}:{row.ref}"
    found = next(
        (one for one in queries.plan_of(project, request.user).entries if one.key == key and one.can_move),
        None,
    )
    if found is None:
        raise Http404
    return project, found


@require_safe
@permissions.staff_required
def lead_times(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """How long each kind of preparation takes in the organisation of a project, and who says so."""
    project = visible(request.user, ref)
    context = {
        "project": project,
        "leads": list(queries.lead_times_of(project.organisation_id).values()),
        "may_set": request.user.can("set_up", project.organisation_id),
        "back_url": reverse("resources:timeline", args=[ref]),
    }
    return render(request, "resources/lead_times.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def change_lead_time(request: AuthenticatedRequest, ref: str, kind: str) -> HttpResponse:
    """Change how long one kind of preparation takes; it counts for every project of the organisation."""
    project = visible(request.user, ref)
    if not request.user.can("set_up", project.organisation_id):
        raise PermissionDenied
    if kind not in LeadKind.values:
        raise Http404
    lead = queries.lead_times_of(project.organisation_id)[LeadKind(kind)]
    form = LeadTimeForm(request.POST or None, initial=_initial(lead))
    if submit(
        request,
        form,
        lambda: actions.set_lead_time(project.organisation, kind=kind, **form.cleaned_data, by=request.user),
        done=_("Saved. It counts for every project of your organisation."),
    ):
        return redirect("resources:lead_times", ref)
    heading = _("How long it takes: %(what)s") % {"what": LeadKind(kind).label}
    return form_page(
        request,
        project,
        form,
        heading,
        back="resources:lead_times",
        template="resources/lead_time.html",
        lead=lead,
    )


def _initial(lead: Lead) -> dict[str, Any]:
    return {"days": lead.days, "source": lead.source} if lead.own else {}
