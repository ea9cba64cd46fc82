"""Staff: hours planned beside hours given, who covers whom, and the record of a month."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.presenters import hours
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.resources.models import StaffAllocation
from projects.resources.staff_time import actions, queries
from projects.resources.staff_time.forms import HoursForm, months_to_record
from projects.resources.staff_time.queries import StaffPlan
from projects.team.queries import editable, may_edit, visible

SHOWN = 12
"""Months in the picture: the last ones that have begun. The table has all of them."""


@require_safe
@permissions.staff_required
def staff_time(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Who gives time: planned and given, month by month. Who is away is shown to who plans with it."""
    project = visible(request.user, ref)
    plan, edits = queries.staff_plan(project), may_edit(request.user, project)
    begun = bool(months_to_record(StaffAllocation(project=project), clock.today()))
    context = {
        "project": project,
        "plan": plan,
        "rows": [(row, edits and begun and queries.may_record(request.user, row.row)) for row in plan.rows],
        "bars": bars(plan),
        "gaps": queries.gaps_of(project) if edits else [],
        "may_edit": edits,
        "back_url": reverse("resources:overview", args=[ref]),
    }
    return render(request, "resources/staff_hours.html", context)


def bars(plan: StaffPlan) -> list[dict[str, Any]]:
    """Return two bars for each of the last months: what was planned, what was given."""
    begun = [one for one in plan.by_month if one.month <= clock.today()][-SHOWN:]
    rows = []
    for one in begun:
        for words, minutes in ((_("%(month)s, planned"), one.planned), (_("%(month)s, given"), one.given)):
            label = words % {"month": one.name}
            rows.append({"label": label, "value": minutes, "text": hours(minutes) if minutes else _("none")})
    return rows


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def record_hours(request: AuthenticatedRequest, ref: str, row_ref: str) -> HttpResponse:
    """Write down the hours of one month: who gave them, or the project's contact."""
    project = editable(request.user, ref)
    found = StaffAllocation.objects.filter(project=project).select_related("project", "person")
    row = permissions.get_visible_or_404(found, row_ref)
    if not queries.may_record(request.user, row):
        raise PermissionDenied
    form = HoursForm(request.POST or None, row=row)
    if submit(
        request,
        form,
        lambda: actions.record_hours(row, **form.given, by=request.user),
        done=_("The hours are saved."),
    ):
        return redirect("resources:staff_time", ref)
    heading = _("Record hours: %(who)s") % {"who": row.person.name if row.person else row}
    return form_page(request, project, form, heading, back="resources:staff_time")
