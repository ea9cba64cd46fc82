"""Public contributors: change the words of a role, or comment on a part of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.roles.comparing.rules.words import compare
from projects.roles.models import Assignment
from projects.roles.proposals import actions, queries
from projects.roles.proposals.forms import PartForm
from projects.roles.queries import my_assignment
from projects.roles.states import LIVE


def _live(request: PersonRequest, ref: str) -> Assignment:
    """Return one of my roles while I am asked to take it, or in it. Raises Http404."""
    assignment = my_assignment(request.person, ref)
    if assignment.status not in LIVE:
        raise Http404
    return assignment


@require_safe
@permissions.contributor_required
def parts(request: PersonRequest, ref: str) -> HttpResponse:
    """Everything the role says, each with a way to change its words or to comment."""
    assignment = _live(request, ref)
    context = {
        "assignment": assignment,
        "role": assignment.role,
        "parts": queries.parts_of(assignment.version),
        "back_url": reverse("my_roles:detail", args=[ref]),
    }
    return render(request, "roles/my_parts.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def part(request: PersonRequest, ref: str, field: str) -> HttpResponse:
    """Change the words of one part, or say what I think of it."""
    assignment = _live(request, ref)
    found = queries.part_of(assignment.version, field)
    form = PartForm(request.POST or None, part=found, read=assignment.version.content_hash)
    only_show = "check" in request.POST
    if not only_show and submit(
        request,
        form,
        lambda: actions.propose(assignment, field=field, by=request.user, **form.asked),
        done=_("Thank you. We will answer you within 7 days."),
    ):
        return redirect("my_roles:detail", ref)
    context = {
        "form": form,
        "heading": found.title,
        "caption": assignment.role.title,
        "part": found,
        "pieces": compare(found.text, form.typed) if only_show and form.typed is not None else None,
        "back_url": reverse("my_roles:parts", args=[ref]),
    }
    return render(request, "roles/part.html", context)
