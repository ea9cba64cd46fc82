from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import User
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.diversity import actions, queries, rules
from projects.diversity.forms import AimForm, ReleaseForm, RemoveAimForm
from projects.diversity.models import DiversityAim, Release
from projects.diversity.states import CENSUS_DAY
from projects.team.models import Project
from projects.team.queries import editable, may_edit, visible

RELEASES_SHOWN = 8


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Step 5 on one page: which people, the area's figures, what may be shown, who carries the load."""
    project = visible(request.user, ref)
    context = page_about(project) | {
        "may_edit": may_edit(request.user, project),
        "may_release": request.user.can("release_diversity", project.organisation_id),
        "back_url": reverse("team:detail", args=[ref]),
    }
    return render(request, "diversity/overview.html", context)


def page_about(project: Project) -> dict[str, Any]:
    """Return what both sides read about step 5. Six queries."""
    pieces = queries.workload(project)
    return {
        "project": project,
        "census_day": CENSUS_DAY,
        "aims": queries.compared(project.diversity_aims.order_by("id")),
        "releases": Release.objects.filter(organisation=project.organisation)[:RELEASES_SHOWN],
        "load": rules.load_bars(pieces) if len(pieces) >= rules.FEWEST_WITH_LOAD else [],
        "load_sentence": rules.load_sentence(pieces),
    }


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Name some people the project is about."""
    project = editable(request.user, ref)
    form = AimForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.add_aim(project, **form.cleaned_data, by=request.user),
        done=_("Saved."),
    ):
        return redirect("diversity:overview", ref)
    return form_page(
        request, project, form, _("Which people is this project about?"), back="diversity:overview"
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def change(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Change what is said about some people."""
    aim = _aim(request.user, ref)
    form = AimForm(request.POST or None, initial={name: getattr(aim, name) for name in AimForm.Meta.fields})
    if submit(
        request, form, lambda: actions.change_aim(aim, **form.cleaned_data, by=request.user), done=_("Saved.")
    ):
        return redirect("diversity:overview", aim.project.ref)
    return form_page(
        request,
        aim.project,
        form,
        _("Change: %(people)s") % {"people": aim.people},
        back="diversity:overview",
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def remove(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take some people off the page."""
    aim = _aim(request.user, ref)
    form = RemoveAimForm(request.POST if request.method == "POST" else None)
    if submit(
        request, form, lambda: actions.remove_aim(aim, by=request.user), done=_("They have been removed.")
    ):
        return redirect("diversity:overview", aim.project.ref)
    return form_page(
        request,
        aim.project,
        form,
        _("Remove “%(people)s”?") % {"people": aim.people},
        back="diversity:overview",
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def release(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Make the organisation's release of this quarter."""
    project = visible(request.user, ref)
    permissions.allow(request.user, "release_diversity", project.organisation_id)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if submit(
        request,
        form,
        lambda: actions.release(project.organisation, by=request.user),
        done=_("The release is made. It cannot be changed."),
    ):
        return redirect("diversity:overview", ref)
    lead = _("It is for the whole organisation, once a quarter. It cannot be changed afterwards.")
    return form_page(
        request, project, form, _("Show how many people answered"), lead=lead, back="diversity:overview"
    )


def _aim(user: User, ref: str) -> DiversityAim:
    aim = permissions.get_visible_or_404(
        DiversityAim.objects.visible_to_staff(user).select_related("project"), ref
    )
    permissions.allow(user, "edit_project", aim.project.organisation_id)
    return aim
