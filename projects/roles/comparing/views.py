"""Staff: any two versions of a role beside each other."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import AuthenticatedRequest
from projects.roles import queries
from projects.roles.comparing.forms import CompareForm
from projects.roles.comparing.queries import compared


@require_safe
@permissions.staff_required
def compare(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """See what one version says otherwise than another: the last two, when nothing was chosen."""
    role = queries.role_for(request.user, ref)
    versions = list(role.versions.select_related("role", "contact", "backup").order_by("number"))
    usual = {"before": versions[-min(2, len(versions))].number, "after": versions[-1].number}
    form = CompareForm(request.GET if "after" in request.GET else usual, versions=versions)
    by_number = {one.number: one for one in versions}
    chosen = form.cleaned_data if form.is_valid() else None
    comparison = (
        compared(by_number[int(chosen["before"])], by_number[int(chosen["after"])]) if chosen else None
    )
    context = {
        "role": role,
        "project": role.project,
        "form": form,
        "comparison": comparison,
        "unreadable": chosen and comparison is None,
        "back_url": reverse("roles:detail", args=[ref]),
    }
    return render(request, "roles/compare.html", context)
