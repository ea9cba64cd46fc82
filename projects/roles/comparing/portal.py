"""Public contributors: what is different in the text I am asked to read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import PersonRequest
from projects.roles import queries
from projects.roles.comparing.queries import news_for


@require_safe
@permissions.contributor_required
def changes(request: PersonRequest, ref: str) -> HttpResponse:
    """See the text before me beside the one I know."""
    assignment = queries.my_assignment(request.person, ref)
    context = {
        "role": assignment.role,
        "comparison": news_for(assignment),
        "back_url": reverse("my_roles:detail", args=[ref]),
    }
    return render(request, "roles/my_changes.html", context)
