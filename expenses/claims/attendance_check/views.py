"""The project's look at a claim: who, and what for. No amount stands here."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.known import known
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.claims.attendance_check import actions
from expenses.claims.attendance_check.forms import AttendanceForm
from expenses.claims.attendance_check.queries import look
from expenses.claims.models import Claim


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_project")
@idempotent
def check_attendance(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say whether the person of a claim took part. For staff of its project."""
    theirs = Claim.objects.of_projects_of(request.user).select_related("person", "project", "meeting")
    claim = permissions.get_visible_or_404(theirs, ref)
    form = AttendanceForm(request.POST or None, initial={"attended": claim.attended})
    back = reverse("team:detail", args=[known(claim.project).ref])
    if request.user.can("see_claims", claim.organisation_id):
        back = reverse("claims:detail", args=[ref])
    if submit(
        request,
        form,
        lambda: actions.say_attended(claim, **form.cleaned_data, by=request.user),
        done=_("Saved. Whoever decides the claim will see it."),
    ):
        return redirect(back)
    heading = _("Did %(name)s take part?") % {"name": claim.person.name}
    context = {"form": form, "heading": heading, "caption": claim.title, "lead": look(claim).words}
    return render(
        request, "layouts/form_page.html", context | {"layout": "layouts/staff.html", "back_url": back}
    )
