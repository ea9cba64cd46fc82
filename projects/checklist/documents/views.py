from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import Format, download
from coproduce.foundation.pages.requests import AuthenticatedRequest
from projects.checklist.documents.rules import described
from projects.checklist.queries import five_steps
from projects.team.models import Project
from projects.team.queries import visible


@require_safe
@permissions.staff_required
def five_steps_file(request: AuthenticatedRequest, ref: str, form: Format) -> HttpResponse:
    """The five steps with what is missing in each."""
    return download_steps(visible(request.user, ref), form, for_staff=True)


def download_steps(project: Project, form: Format, *, for_staff: bool) -> HttpResponse:
    """Answer with the five steps as a file, for either side."""
    name = _("five-steps-%(ref)s") % {"ref": project.ref}
    return download(described(project, five_steps(project), for_staff=for_staff), form, name=name)
