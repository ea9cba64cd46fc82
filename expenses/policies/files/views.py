"""A policy as a file."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import Organisation
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.policies.files import actions
from expenses.policies.files import rules as files
from expenses.policies.files.forms import TakeInForm
from expenses.policies.files.queries import book_of
from expenses.policies.models import Policy


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_policies")
@idempotent
def take_in(request: AuthenticatedRequest) -> HttpResponse:
    """Read a policy from a file as our next version."""
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("edit_policies"))
    form = TakeInForm(request.POST or None, request.FILES or None, organisations=mine)
    made = submit(
        request,
        form,
        lambda: actions.take_in(
            form.cleaned_data["file"], organisation=form.cleaned_data["organisation"], by=request.user
        ),
        done=_("We have read the policy. Compare it with its source before it is approved."),
    )
    if made:
        return redirect("policies:detail", made.result.ref)
    context = {
        "form": form,
        "heading": _("Read a policy from a file"),
        "layout": "layouts/staff.html",
        "back_url": reverse("policies:list"),
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.staff_required
def download(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give a policy as one file, which another installation can read."""
    policy = permissions.get_visible_or_404(Policy.objects.visible_to(request.user), ref)
    response = HttpResponse(files.write(book_of(policy)), content_type="application/json")
    name = f"{slugify(policy.name) or 'policy'}-{policy.version}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
