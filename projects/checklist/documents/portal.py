from django.http import HttpResponse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import Format
from coproduce.foundation.pages.requests import PersonRequest
from projects.checklist.documents.views import download_steps
from projects.team.queries import mine


@require_safe
@permissions.contributor_required
def five_steps_file(request: PersonRequest, ref: str, form: Format) -> HttpResponse:
    """The five steps of my project, as my page shows them."""
    return download_steps(mine(request.person, ref), form, for_staff=False)
