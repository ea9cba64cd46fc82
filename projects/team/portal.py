from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.presenters import promise_row
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.promises.models import Promise
from projects.team import actions
from projects.team.lists import MY_PROJECTS
from projects.team.models import Closing, Project
from projects.team.queries import mine, still_owed
from projects.team.states import Side


@require_safe
@permissions.contributor_required
def list_projects(request: PersonRequest) -> HttpResponse:
    """The projects I am on."""
    seen = Project.objects.visible_to_member(request.person).only("ref", "title", "summary", "status")
    return lists.answer(
        request,
        MY_PROJECTS,
        seen,
        key="-id",
        template="team/my_list.html",
        context={"back_url": reverse("portal:home")},
    )


@require_safe
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """One of my projects: what it is about, who is on it, what can be changed. Nobody's contact details."""
    project = mine(request.person, ref)
    members = list(
        project.members.current().select_related("person").only("project", "side", "does", "person__name")
    )
    context = {
        "project": project,
        "public_side": [member for member in members if member.side == Side.PUBLIC],
        "staff_side": [member for member in members if member.side == Side.PROFESSIONAL],
        "closing": project.closing,
        "back_url": reverse("my_projects:list"),
    }
    return render(request, "team/my_detail.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def leave(request: PersonRequest, ref: str) -> HttpResponse:
    """Ask once more whether I want to leave, having said what ends and what stays."""
    project = mine(request.person, ref)
    if submit(
        request,
        None,
        lambda: actions.leave(project, person=request.person, by=request.user),
        done=_("You have left the project. Thank you for everything you gave to it."),
    ):
        return redirect("my_projects:list")
    between = Promise.objects.open().filter(project=project, person=request.person)
    between = between.select_related("project").order_by("due_at", "id")
    outlasting = still_owed(project).filter(person=request.person)
    ending = between.exclude(pk__in=outlasting.values("pk"))
    context = {
        "project": project,
        "owed": [promise_row(promise, for_staff=False) for promise in outlasting],
        "ending": [promise_row(promise, for_staff=False) for promise in ending],
        "back_url": reverse("my_projects:detail", args=[ref]),
    }
    return render(request, "team/my_leave.html", context)


@require_safe
@permissions.contributor_required
def closing(request: PersonRequest, ref: str) -> HttpResponse:
    """How a project ended that I had to do with, also when I was never on it or have left since."""
    told = Closing.objects.visible_to_member(request.person).select_related("project__organisation")
    found = permissions.get_visible_or_404(told, ref)
    owed = still_owed(found.project).filter(person=request.person)
    context = {
        "closing": found,
        "project": found.project,
        "owed": [promise_row(promise, for_staff=False) for promise in owed],
        "back_url": reverse("my_projects:list"),
    }
    return render(request, "team/my_closing.html", context)
