"""Staff: the roles of a project, writing one, offering it."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles import queries
from projects.roles.comparing import queries as comparing
from projects.roles.documents.queries import choices_for
from projects.roles.importing.queries import not_placed
from projects.roles.models import ChangeProposal, RoleTemplate, RoleVersion
from projects.roles.starting_points import queries as starting_points
from projects.roles.states import AssignmentState, ProposalState, VersionState
from projects.roles.writing import actions
from projects.roles.writing.forms import RenameForm, StartForm
from projects.roles.writing.lists import PEOPLE, ROLES
from projects.team.queries import editable, may_edit, visible


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Step 3: every role of the project, who is invited, who agreed, what is suggested."""
    project = visible(request.user, ref)
    roles = project.roles.annotate(
        invited=Count("assignments", filter=Q(assignments__status=AssignmentState.INVITED)),
        agreed=Count("assignments", filter=Q(assignments__status=AssignmentState.AGREED)),
    ).prefetch_related("versions")
    waiting = ChangeProposal.objects.filter(
        assignment__role__project=project, status=ProposalState.WAITING
    ).select_related("assignment__person", "assignment__role")
    context = {
        "project": project,
        "waiting": waiting.order_by("made_at")[:20],
        "state": queries.state(project),
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("team:detail", args=[ref]),
    }
    return lists.answer(
        request,
        ROLES,
        roles,
        key="id",
        template="roles/overview.html",
        context=context,
        about=project,
    )


@require_safe
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One role: its versions, the people, their suggestions."""
    role = queries.role_for(request.user, ref)
    versions = list(role.versions.order_by("-number"))
    people = role.assignments.select_related("person", "version")
    context = {
        "role": role,
        "project": role.project,
        "versions": versions,
        "offered": next((one for one in versions if one.status == VersionState.OFFERED), None),
        "draft": next((one for one in versions if one.status == VersionState.DRAFT), None),
        "suggestions": ChangeProposal.objects.filter(assignment__role=role).select_related(
            "assignment__person"
        )[:20],
        "may_edit": may_edit(request.user, role.project),
        "files": choices_for(),
        "not_placed": not_placed(role),
        "back_url": reverse("roles:overview", args=[role.project.ref]),
    }
    return lists.answer(
        request,
        PEOPLE,
        people,
        key="-id",
        template="roles/detail.html",
        context=context,
        about=role,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def new(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Start a draft from a template, an earlier role or an empty page. It is saved at once."""
    project = editable(request.user, ref)
    form = StartForm(
        request.POST or None,
        templates=RoleTemplate.objects.in_use(project.organisation_id).order_by("title", "id"),
        roles=starting_points.roles_to_copy(request.user, project),
    )
    written = submit(
        request,
        form,
        lambda: actions.write_role(
            project,
            title=form.role_title,
            words=starting_points.first_words(form.chosen, project),
            by=request.user,
        ),
        done=_("The draft is saved. Nobody else can see it yet."),
        field="title",
    )
    if written:
        return redirect("roles:edit", written.result.ref)
    return form_page(request, project, form, _("Write a role description"), back="roles:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def rename(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give a role another title, while nobody was offered it."""
    role = queries.role_for(request.user, ref, change=True)
    form = RenameForm(request.POST or None, initial={"title": role.title})
    if submit(
        request,
        form,
        lambda: actions.rename(role, title=form.cleaned_data["title"], by=request.user),
        done=_("The role has its new title."),
        field="title",
    ):
        return redirect("roles:detail", ref)
    heading = _("Change the title of the role")
    return form_page(request, role.project, form, heading, back="roles:detail", ref=ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def drop_draft(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask once more whether the draft goes, and with it a role of which nothing else is written."""
    role = queries.role_for(request.user, ref, change=True)
    dropped = submit(
        request,
        None,
        lambda: actions.drop_draft(role, by=request.user),
        done=lambda what: (
            _("The role has been deleted.") if what.role_is_gone else _("The draft has been deleted.")
        ),
    )
    if dropped:
        to = ("roles:overview", role.project.ref) if dropped.result.role_is_gone else ("roles:detail", ref)
        return redirect(*to)
    context = {
        "role": role,
        "project": role.project,
        "draft": queries.draft(role),
        "is_all": not role.versions.exclude(status=VersionState.DRAFT).exists(),
        "back_url": reverse("roles:detail", args=[ref]),
    }
    return render(request, "roles/drop_draft.html", context)


@require_POST
@permissions.staff_required
@idempotent
def start_draft(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Begin the next version as a copy of the latest."""
    role = queries.role_for(request.user, ref, change=True)
    done = _("Here is the next version. Change what needs changing.")
    submit(request, None, lambda: actions.start_draft(role, by=request.user), done=done)
    return redirect("roles:edit", ref) if queries.draft(role) else redirect("roles:detail", ref)


@require_safe
@permissions.staff_required
def preview(request: AuthenticatedRequest, ref: str, number: int) -> HttpResponse:
    """A version as public contributors see it."""
    role = queries.role_for(request.user, ref)
    version = get_object_or_404(role.versions.select_related("contact", "backup"), number=number)
    context = {
        "role": role,
        "version": version,
        "comparison": comparing.with_the_one_before(version),
        "role_text": version.text_if_readable,
        "files": choices_for(),
        "project": role.project,
        "may_offer": version.status == VersionState.DRAFT and may_edit(request.user, role.project),
        "back_url": reverse("roles:detail", args=[ref]),
    }
    return render(request, "roles/preview.html", context)


@require_POST
@permissions.staff_required
@idempotent
def offer(request: AuthenticatedRequest, ref: str, number: int) -> HttpResponse:
    """Fix a version and agree to it for the team."""
    role = queries.role_for(request.user, ref, change=True)
    version = get_object_or_404(
        RoleVersion.objects.select_related("role__project__lead"), role=role, number=number
    )
    done = _("The role is offered. You can no longer change this version.")
    submit(request, None, lambda: actions.offer(version, by=request.user), done=done)
    return redirect("roles:detail", ref)
