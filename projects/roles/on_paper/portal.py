"""What I signed on paper, for me to keep."""

from django.http import FileResponse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.uploads import files as uploads
from projects.roles.models import SignedPaper


@require_safe
@permissions.contributor_required
def signed(request: PersonRequest, ref: str) -> FileResponse:
    """Give the scan of an agreement that I signed."""
    mine = SignedPaper.objects.filter(assignment__person=request.person)
    return uploads.serve(permissions.get_visible_or_404(mine, ref))
