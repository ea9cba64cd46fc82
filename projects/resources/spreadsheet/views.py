from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.documents import spreadsheet
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.presenters import uk_when
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.resources.costing.queries import plan_of
from projects.resources.spreadsheet import queries, rules
from projects.resources.spreadsheet.forms import UploadForm
from projects.resources.spreadsheet.queries import Result
from projects.resources.what_if import actions
from projects.team.queries import editable, visible


@require_safe
@permissions.staff_required
def download(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The plan as a spreadsheet that can be worked on and read in again."""
    project = visible(request.user, ref)
    about = [
        (_("What it is"), _("The money plan of a project. Amounts are in pounds.")),
        (_("Project"), project.title),
        (_("Taken out"), f"{uk_when(clock.now())}, {request.user.email}"),
        (_("To change it"), _("Change cells or type new rows, without a row name. Then send the file back.")),
    ]
    content = spreadsheet.build(
        _("Plan"), rules.headings(), rules.table(plan_of(project)), about=about, spare=rules.SPARE_ROWS
    )
    return HttpResponse(
        content,
        content_type=spreadsheet.CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="plan-{project.ref}.xlsx"'},
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def upload(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Read a spreadsheet: with a problem nothing is kept, else it becomes a copy to compare and use."""
    project = editable(request.user, ref)
    form = UploadForm(request.POST or None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        plan = plan_of(project)
        result = queries.check(plan, form.cleaned_data["rows"])
        if not result.problems and not result.changed and not result.added:
            messages.info(request, _("Nothing in the file is different from the plan."))
            return redirect("resources:what_ifs", ref)
        if not result.problems:
            name = _("Spreadsheet of %(when)s") % {"when": uk_when(clock.now())}
            found = result
            made = submit(
                request,
                form,
                lambda: actions.copy(
                    project, name, by=request.user, changed=found.changed, added=found.added
                ),
                done=_counts(result),
            )
            if made:
                return redirect("resources:what_if", ref, made.result.ref)
    return form_page(
        request,
        project,
        form,
        _("Read the plan from a spreadsheet"),
        back="resources:what_ifs",
        template="resources/spreadsheet.html",
        result=result,
        counts=_counts(result) if result else "",
    )


def _counts(result: Result) -> str:
    words = _(
        "Rows read: %(read)s. New: %(created)s. Changed: %(updated)s. As they were: %(unchanged)s. "
        "Not taken: %(refused)s."
    )
    names = ("read", "created", "updated", "unchanged", "refused")
    return words % {name: getattr(result, name) for name in names}
