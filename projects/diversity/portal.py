from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import PersonRequest
from projects.diversity.views import page_about
from projects.team.queries import mine


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest, ref: str) -> HttpResponse:
    """Which people the project is about, and the rules about what is shown of anybody's answers."""
    project = mine(request.person, ref)
    context = page_about(project) | {"back_url": reverse("my_projects:detail", args=[ref])}
    return render(request, "diversity/my_overview.html", context)
