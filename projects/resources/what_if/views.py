from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.resources.costing.queries import money_of, plan_of
from projects.resources.forms import RESOURCE_KINDS
from projects.resources.funders.forms import MONEY_KINDS
from projects.resources.models import WhatIf, WhatIfRow
from projects.resources.states import PlanPart
from projects.resources.what_if import actions, queries, rules
from projects.resources.what_if.forms import CopyForm, ThrowAwayForm, UseForm
from projects.team.models import Project
from projects.team.queries import editable, may_edit, visible

KINDS = RESOURCE_KINDS | MONEY_KINDS


@require_safe
@permissions.staff_required
def compare(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The plan and its copies side by side."""
    project = visible(request.user, ref)
    plan, copies = plan_of(project), queries.copies_of(project)
    table = queries.compared(plan, copies, money_of(project))
    ours, *theirs = [row.amounts.planned for row in table[-1][1]]
    context = {
        "project": project,
        "copies": copies,
        "beside": [
            (copy, rules.beside_the_plan(pence, ours)) for copy, pence in zip(copies, theirs, strict=True)
        ],
        "table": table,
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("resources:overview", args=[ref]),
    }
    return render(request, "resources/what_if/compare.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def copy(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Copy the plan under a name."""
    project = editable(request.user, ref)
    form = CopyForm(request.POST or None)
    made = submit(request, form, lambda: actions.copy(project, form.cleaned_data["name"], by=request.user))
    if made:
        return redirect("resources:what_if", ref, made.result.ref)
    return form_page(request, project, form, _("Copy the plan to try something"), back="resources:what_ifs")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def detail(request: AuthenticatedRequest, ref: str, copy_ref: str) -> HttpResponse:
    """The rows of a copy, what differs from the plan, and a way to leave a row out."""
    changing = request.method == "POST"
    project = editable(request.user, ref) if changing else visible(request.user, ref)
    found = _copy(project, copy_ref)
    if changing:
        row = permissions.get_visible_or_404(found.rows.all(), request.POST.get("leave_out", ""))
        submit(request, None, lambda: actions.leave_out(row), done=_("It is left out of the copy."))
        return redirect("resources:what_if", ref, copy_ref)
    plan = plan_of(project)
    named = queries.named_in(plan)
    changes = queries.differences(plan, found, named)
    context = {
        "project": project,
        "copy": found,
        "rows": [_shown(row, plan, named) for row in found.rows.all()],
        "counts": counts(changes),
        "is_old": rules.mark(plan) != found.copied_from,
        "may_edit": may_edit(request.user, project),
        "parts": PlanPart,
        "back_url": reverse("resources:what_ifs", args=[ref]),
    }
    return render(request, "resources/what_if/detail.html", context)


def _shown(row: WhatIfRow, plan: rules.Plan, named: rules.Named) -> dict[str, Any]:
    """Return what the table of a copy says of a row."""
    part = PlanPart(row.part)
    made = rules.MODELS[part](ref=row.ref, project=plan.project, **named.fields(part, row.values))
    pence = getattr(made, "planned_pence", None) or getattr(made, "cost_pence", 0)
    return {"ref": row.ref, "part": part.label, "what": str(made), "pence": pence, "is_new": not row.of}


def counts(changes: list[rules.Change]) -> list[str]:
    """Return how many rows would be added, changed and taken out, one sentence each."""
    number = {kind: sum(one.kind == kind for one in changes) for kind in ("add", "change", "remove")}
    sentences = [
        (number["add"], ngettext("%(n)s row is added.", "%(n)s rows are added.", number["add"])),
        (number["change"], ngettext("%(n)s row is changed.", "%(n)s rows are changed.", number["change"])),
        (
            number["remove"],
            ngettext("%(n)s row is taken out.", "%(n)s rows are taken out.", number["remove"]),
        ),
    ]
    return [words % {"n": many} for many, words in sentences if many]


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add_row(request: AuthenticatedRequest, ref: str, copy_ref: str, part: str) -> HttpResponse:
    """Add a row to a copy, with the form of the plan."""
    project = editable(request.user, ref)
    found = _copy(project, copy_ref)
    if part not in PlanPart.values:
        raise Http404
    form = KINDS[part].form(request.POST or None, project=project)
    if submit(
        request,
        form,
        lambda: actions.add_row(found, PlanPart(part), form.values()),
        done=_("The row is in the copy. The plan is as it was."),
    ):
        return redirect("resources:what_if", ref, copy_ref)
    heading = _("Add to the copy: %(what)s") % {"what": PlanPart(part).label}
    return _copy_page(request, found, form, heading)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def change_row(request: AuthenticatedRequest, ref: str, copy_ref: str, row_ref: str) -> HttpResponse:
    """Change one row of a copy, with the form of the plan."""
    project = editable(request.user, ref)
    found = _copy(project, copy_ref)
    row = permissions.get_visible_or_404(found.rows.all(), row_ref)
    part, plan = PlanPart(row.part), plan_of(project)
    made = rules.MODELS[part](ref=row.ref, project=project, **queries.named_in(plan).fields(part, row.values))
    kind = KINDS[part]
    form = kind.form(request.POST or None, project=project, initial=kind.form.initial_of(made))
    if submit(
        request,
        form,
        lambda: actions.change_row(row, form.values()),
        done=_("The copy is saved. The plan is as it was."),
    ):
        return redirect("resources:what_if", ref, copy_ref)
    return _copy_page(request, found, form, _("Change a row of the copy"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def use(request: AuthenticatedRequest, ref: str, copy_ref: str) -> HttpResponse:
    """Ask, then make the plan what the copy says."""
    project = editable(request.user, ref)
    found = _copy(project, copy_ref)
    form = UseForm(request.POST if request.method == "POST" else None)
    used = submit(request, form, lambda: actions.use(found, by=request.user))
    if used:
        words = ngettext(
            "%(n)s row of the plan has changed.", "%(n)s rows of the plan have changed.", used.result
        )
        messages.success(request, words % {"n": used.result})
        return redirect("resources:overview", ref)
    return _copy_page(request, found, form, _("Use “%(name)s” as the plan?") % {"name": found.name})


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def remove(request: AuthenticatedRequest, ref: str, copy_ref: str) -> HttpResponse:
    """Ask, then throw a copy away."""
    project = editable(request.user, ref)
    found = _copy(project, copy_ref)
    form = ThrowAwayForm(request.POST if request.method == "POST" else None)
    if submit(request, form, lambda: actions.remove(found, by=request.user), done=_("The copy is gone.")):
        return redirect("resources:what_ifs", ref)
    return _copy_page(request, found, form, _("Throw “%(name)s” away?") % {"name": found.name})


def _copy(project: Project, copy_ref: str) -> WhatIf:
    return permissions.get_visible_or_404(project.what_ifs.prefetch_related("rows"), copy_ref)


def _copy_page(request: AuthenticatedRequest, found: WhatIf, form: BaseForm, heading: str) -> HttpResponse:
    """Draw a form about a copy; its way back leads to the copy."""
    project = found.project
    back = reverse("resources:what_if", args=[project.ref, found.ref])
    return form_page(request, project, form, heading, back="resources:what_ifs", back_url=back)
