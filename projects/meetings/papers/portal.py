"""Public contributors: papers that were sent to me."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.uploads import files as uploads
from projects.meetings.papers.models import PaperVersion
from projects.meetings.planning import queries as planning_queries


@require_safe
@permissions.contributor_required
def paper(request: PersonRequest, ref: str, paper_ref: str) -> FileResponse:
    """One paper that was sent to me, as a download."""
    invitation = planning_queries.get_invitation(request.person, ref)
    return uploads.serve(get_object_or_404(invitation.meeting.papers.exclude(sent_at=None), ref=paper_ref))


@require_safe
@permissions.contributor_required
def version(request: PersonRequest, ref: str) -> FileResponse:
    """One paper that was sent to me, in another format, as a download."""
    return uploads.serve(
        permissions.get_visible_or_404(PaperVersion.objects.visible_to_member(request.person), ref)
    )
