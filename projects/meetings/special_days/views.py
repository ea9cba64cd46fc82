"""Staff: the school holidays that an organisation plans around. Empty until somebody enters them."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.special_days import actions
from projects.meetings.special_days.forms import SchoolHolidaysForm
from projects.meetings.special_days.lists import SCHOOL_HOLIDAYS
from projects.meetings.special_days.models import SchoolHolidays
from projects.team.queries import editable, may_edit, visible


@require_safe
@permissions.staff_required
def holiday_list(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The school holidays of a project's organisation."""
    project = visible(request.user, ref)
    rows = project.organisation.school_holidays.all()
    context = {
        "project": project,
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("meetings:overview", args=[ref]),
    }
    return lists.answer(
        request,
        SCHOOL_HOLIDAYS,
        rows,
        key="first_day",
        template="meetings/school_holidays.html",
        context=context,
        about=project,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Add school holidays, a line for each."""
    project = editable(request.user, ref)
    form = SchoolHolidaysForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.add(project.organisation, rows=form.parsed, by=request.user),
        done=_saved,
        field="rows",
    ):
        return redirect("meetings:school_holidays", ref)
    return form_page(request, project, form, _("Add school holidays"), back="meetings:school_holidays")


@require_POST
@permissions.staff_required
@idempotent
def remove(request: AuthenticatedRequest, ref: str, row_ref: str) -> HttpResponse:
    """Take school holidays off the list."""
    project = editable(request.user, ref)
    mine = SchoolHolidays.objects.editable_by(request.user).filter(organisation=project.organisation_id)
    row = permissions.get_visible_or_404(mine, row_ref)
    submit(request, None, lambda: actions.remove(row, by=request.user), done=_("Removed."))
    return redirect("meetings:school_holidays", ref)


def _saved(number: int) -> str:
    words = ngettext("%(n)s school holiday is saved.", "%(n)s school holidays are saved.", number)
    return words % {"n": number}
