from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.presenters import promise_row
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.text import clean_search
from projects.team import actions, signals
from projects.team.forms import LeaveForm, MemberForm, ProjectFilter, ProjectForm, StartProjectForm
from projects.team.lists import PROJECTS
from projects.team.models import Project, TeamMember
from projects.team.queries import contributors_of, editable, may_edit, staff_of, visible
from projects.team.states import ProjectState, Side

STAFF = "layouts/staff.html"
PROMISES_SHOWN = 10
PEOPLE_OFFERED = 20


@require_safe
@permissions.staff_required
def list_projects(request: AuthenticatedRequest) -> HttpResponse:
    """Every project the person may see, newest first."""
    form = ProjectFilter(request.GET or None)
    asked = lists.asked(form)
    shown = narrowed(Project.objects.visible_to_staff(request.user), asked, request.user.person)
    shown = shown.select_related("lead", "organisation").only(
        "ref", "title", "status", "starts_on", "ends_on", "lead__name", "organisation__name"
    )
    context = {
        "may_start": bool(request.user.organisation_ids("start_project")),
        "several": len(request.user.organisation_ids("see_all_projects")) > 1,
    }
    return lists.answer(
        request, PROJECTS, shown, key="-id", template="team/list.html", context=context, form=form
    )


def narrowed(projects: QuerySet[Project], asked: dict[str, Any], person: Person | None) -> QuerySet[Project]:
    """Return the projects that the filters in the address leave over."""
    if asked.get("q"):
        projects = projects.filter(title__icontains=asked["q"])
    if asked.get("status"):
        projects = projects.filter(status=asked["status"])
    if asked.get("mine") and person:
        mine = TeamMember.objects.current().filter(person=person, side=Side.PROFESSIONAL)
        projects = projects.filter(Q(lead=person) | Q(pk__in=mine.values("project")))
    return projects


@require_http_methods(["GET", "POST"])
@permissions.permission_required("start_project")
@idempotent
def start(request: AuthenticatedRequest) -> HttpResponse:
    """Start a project."""
    form = StartProjectForm(
        request.POST or None,
        organisation_ids=request.user.organisation_ids("start_project"),
        initial=_me(request),
    )
    started = submit(
        request,
        form,
        lambda: actions.start_project(**form.cleaned_data, by=request.user),
        done=_("The project has started. Next: say what is in scope."),
    )
    if started:
        return redirect("team:detail", started.result.ref)
    context = {
        "form": form,
        "heading": _("Start a project"),
        "layout": STAFF,
        "back_url": reverse("team:list"),
    }
    return render(request, "layouts/form_page.html", context)


def _me(request: AuthenticatedRequest) -> dict[str, Any]:
    return {"lead": request.user.person.pk} if request.user.person else {}


@require_safe
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The home of a project: who is on it, what it owes, where it goes on."""
    project = visible(request.user, ref)
    members = list(project.members.current().select_related("person"))
    promises = Promise.objects.visible_to(request.user).open().filter(project=project)
    promises = promises.select_related("person", "project").order_by("due_at", "id")[:PROMISES_SHOWN]
    context = {
        "project": project,
        "public_side": [member for member in members if member.side == Side.PUBLIC],
        "staff_side": [member for member in members if member.side == Side.PROFESSIONAL],
        "promises": [promise_row(promise, for_staff=True, user=request.user) for promise in promises],
        "may_edit": may_edit(request.user, project),
        "may_start": project.status == ProjectState.PLANNING,
        "closing": project.closing,
        "back_url": reverse("team:list"),
    }
    return render(request, "team/detail.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def edit(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Change what a project says of itself."""
    project = editable(request.user, ref)
    now = {name: getattr(project, name) for name in ProjectForm.Meta.fields}
    form = ProjectForm(request.POST or None, organisation_ids=[project.organisation_id], initial=now)
    look = _look_first(request.user, project, form) if request.method == "POST" else ""
    dates = {name: now[name] for name in ("starts_on", "ends_on")} if look else {}
    saved = _("Saved, but for the dates. See what they move, then save them.")
    if submit(
        request,
        form,
        lambda: actions.edit_project(project, **form.cleaned_data | dates, by=request.user),
        done=saved if look else _("The project is saved."),
    ):
        return redirect(look or reverse("team:detail", args=[ref]))
    return form_page(request, project, form, _("Change the project"), back="team:detail")


def _look_first(user: User, project: Project, form: ProjectForm) -> str:
    """Return where to see what new dates of a project move; "" where nothing else follows from them."""
    if not form.is_valid():
        return ""
    new = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")}
    if all(getattr(project, name) == day for name, day in new.items()):
        return ""
    answers = signals.dates_changing.send(sender=Project, project=project, **new, by=user)
    return next((str(address) for _receiver, address in answers if address), "")


@require_POST
@permissions.staff_required
@idempotent
def start_running(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that the project runs."""
    project = editable(request.user, ref)
    done = _("The project is running.")
    submit(request, None, lambda: actions.start_running(project, by=request.user), done=done)
    return redirect("team:detail", ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add_member(request: AuthenticatedRequest, ref: str, side: str) -> HttpResponse:
    """Add a member of staff or a public contributor. A search by name narrows who is offered."""
    project = editable(request.user, ref)
    search = clean_search(request.GET.get("q", ""))
    people = _not_yet_on(project, side, search)
    form = MemberForm(request.POST or None, people=people)
    if submit(
        request,
        form,
        lambda: actions.add_member(project, **form.cleaned_data, side=Side(side), by=request.user),
        done=lambda member: _("%(name)s is now on the project.") % {"name": member.person.name},
    ):
        return redirect("team:detail", ref)
    heading = _("Add a public contributor") if side == Side.PUBLIC else _("Add a member of staff")
    return form_page(
        request,
        project,
        form,
        heading,
        back="team:detail",
        template="team/add_member.html",
        search=search,
        people=people,
        offered=PEOPLE_OFFERED,
    )


def _not_yet_on(project: Project, side: str, search: str) -> list[Person]:
    staff = staff_of([project.organisation_id])
    people = staff
    if side == Side.PUBLIC:  # colleagues are known as well, and are not who is looked for here
        people = contributors_of(project.organisation_id).exclude(pk__in=staff.values("pk"))
    there = TeamMember.objects.current().filter(project=project)
    return list(people.exclude(pk__in=there.values("person")).filter(name__icontains=search)[:PEOPLE_OFFERED])


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def remove_member(request: AuthenticatedRequest, ref: str, member_ref: str) -> HttpResponse:
    """Take somebody off the project; `member_ref` is the person's."""
    project = editable(request.user, ref)
    member = get_object_or_404(project.members.current().select_related("person"), person__ref=member_ref)
    form = LeaveForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.remove_member(member, by=request.user, why=form.cleaned_data["why"]),
        done=_("%(name)s has been taken off the project.") % {"name": member.person.name},
    ):
        return redirect("team:detail", ref)
    heading = _("Take %(name)s off the project") % {"name": member.person.name}
    lead = _(
        "Their roles, invitations, bookings and arrangements on it end today. Any money owed to them is "
        "still owed. We will write to them."
    )
    return form_page(request, project, form, heading, lead=lead, back="team:detail")
