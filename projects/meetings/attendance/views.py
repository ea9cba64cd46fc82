"""Staff note who came."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.attendance import actions
from projects.meetings.attendance.forms import AttendanceForm
from projects.meetings.planning import queries as planning_queries


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def note_attendance(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Note who came, and put it right later if need be."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    invitations = list(meeting.invitations.select_related("person"))
    noted = {one.person_id: one.minutes for one in meeting.attendance.all()}
    initial = {
        f"minutes_{one.person.ref}": noted[one.person_id] for one in invitations if one.person_id in noted
    }
    form = AttendanceForm(request.POST or None, meeting=meeting, invitations=invitations, initial=initial)
    if submit(
        request,
        form,
        lambda: actions.record_attendance(meeting, minutes=form.minutes, by=request.user),
        done=_("Thank you. We have recorded who came."),
    ):
        return redirect("meetings:detail", ref)
    back = {"back": "meetings:detail", "ref": ref, "caption": meeting.title}
    return form_page(request, meeting.project, form, _("Who came?"), **back)
