"""A public contributor stops a role."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.roles import queries
from projects.roles.ending import actions
from projects.team.queries import still_owed


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def stop(request: PersonRequest, ref: str) -> HttpResponse:
    """Ask once more whether I want to stop a role, and say what stays."""
    assignment = queries.my_assignment(request.person, ref)
    done = _("You have stopped this role. Thank you for what you did.")
    if request.method == "POST":
        submit(request, None, lambda: actions.stop_mine(assignment, by=request.user), done=done)
        return redirect("my_roles:detail", ref)
    context = {
        "assignment": assignment,
        "role": assignment.role,
        "project": assignment.role.project,
        "owed": still_owed(assignment.role.project).filter(person=request.person).exists(),
        "back_url": reverse("my_roles:detail", args=[ref]),
    }
    return render(request, "roles/my_stop.html", context)
