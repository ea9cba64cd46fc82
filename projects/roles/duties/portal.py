"""Public contributors: one duty of my role, and how both sides kept theirs."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.roles.answering.portal import mine
from projects.roles.duties import actions, rules
from projects.roles.duties.lists import MY_KEPT
from projects.roles.models import DutyOccasion


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def duty(request: PersonRequest, ref: str) -> HttpResponse:
    """Show one duty at one time; tick off what is mine and nothing else shows."""
    rows = DutyOccasion.objects.visible_to_member(request.person)
    found = permissions.get_visible_or_404(
        rows.select_related("promise", "assignment__person", "assignment__role__project"), ref
    )
    is_open = found.promise is not None and found.promise.is_open
    may_tick = is_open and found.is_theirs and found.line not in rules.KEPT_BY_WHAT_HAPPENS
    if request.method == "POST":
        if found.is_theirs:
            done = _("Thank you. You have done this.")
            submit(request, None, lambda: actions.done(found, by=request.user), done=done)
        return redirect("my_roles:duty", ref)
    context = {
        "occasion": found,
        "may_tick": may_tick,
        "back_url": reverse("my_roles:detail", args=[found.assignment.ref]),
    }
    return render(request, "roles/duties/my_duty.html", context)


@require_safe
@permissions.contributor_required
def kept(request: PersonRequest, ref: str) -> HttpResponse:
    """Each time that my role asked for something, of us or of me, and what became of it."""
    assignment = mine(request, ref)
    rows = DutyOccasion.objects.filter(assignment=assignment).select_related("promise")
    return lists.answer(
        request,
        MY_KEPT,
        rows,
        key="-id",
        template="roles/duties/my_kept.html",
        context={"assignment": assignment, "back_url": reverse("my_roles:detail", args=[ref])},
    )
