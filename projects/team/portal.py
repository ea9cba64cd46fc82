from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages import paging
from coproduce.foundation.pages.presenters import promise_row
from coproduce.foundation.pages.requests import PersonRequest
from projects.team.models import Closing, Project
from projects.team.queries import still_owed
from projects.team.states import Side


@require_safe
@permissions.contributor_required
def list_projects(request: PersonRequest) -> HttpResponse:
    """The projects I am on."""
    mine = Project.objects.visible_to_member(request.person).only("ref", "title", "summary", "status")
    context = {"page": paging.page(mine, request, key="-id"), "back_url": reverse("portal:home")}
    return render(request, "team/my_list.html", context)


@require_safe
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """One of my projects: what it is about, who is on it, what can be changed. Nobody's contact details."""
    mine = Project.objects.visible_to_member(request.person).select_related("organisation", "lead")
    project = permissions.get_visible_or_404(mine, ref)
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
