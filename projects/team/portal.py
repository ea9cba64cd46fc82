from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages import paging
from coproduce.foundation.pages.requests import PersonRequest
from projects.team.models import Project
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
        "back_url": reverse("my_projects:list"),
    }
    return render(request, "team/my_detail.html", context)
