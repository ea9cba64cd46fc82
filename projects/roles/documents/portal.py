from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import PersonRequest
from projects.roles.answering.portal import mine
from projects.roles.documents.queries import version_for
from projects.roles.documents.views import answer


@require_safe
@permissions.contributor_required
def of_mine(request: PersonRequest, ref: str, number: int, kind: str) -> HttpResponse:
    """A version of my role that I was asked to read, or agreed to, in the way I like to read it."""
    assignment = mine(request, ref)
    return answer(
        request,
        version_for(assignment, number),
        kind,
        person=request.person,
        layout="layouts/portal.html",
        back_url=reverse("my_roles:detail", args=[ref]),
    )
