"""A policy as a file, and trying one out on the lines of a claim before it is in force."""

from django.contrib import messages
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
from expenses.policies import actions, files, quoting
from expenses.policies.forms import TakeInForm, TryForm
from expenses.policies.models import Policy

STAFF = "layouts/staff.html"
EXAMPLE = "date,kind,what,time,miles,return,amount\n"


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_policies")
@idempotent
def take_in(request: AuthenticatedRequest) -> HttpResponse:
    """Read a policy from a file as our next version."""
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("edit_policies"))
    form = TakeInForm(request.POST or None, request.FILES or None, organisations=mine)
    if request.method == "POST" and form.is_valid():
        policy = actions.take_in(
            form.cleaned_data["file"], organisation=form.cleaned_data["organisation"], by=request.user
        )
        messages.success(request, _("The policy is read. Compare it with its source before it is approved."))
        return redirect("policies:detail", policy.ref)
    context = {
        "form": form,
        "heading": _("Read a policy from a file"),
        "layout": STAFF,
        "back_url": reverse("policies:list"),
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.staff_required
def download(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give a policy as one file, which another installation can read."""
    policy = permissions.get_visible_or_404(Policy.objects.visible_to(request.user), ref)
    response = HttpResponse(files.write(files.book_of(policy)), content_type="application/json")
    name = f"{slugify(policy.name) or 'policy'}-{policy.version}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@permissions.staff_required
def try_out(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Work out the lines of a claim under a policy. Nothing is stored."""
    policy = permissions.get_visible_or_404(Policy.objects.visible_to(request.user), ref)
    form = TryForm(request.POST or None, book=files.book_of(policy), initial={"lines": EXAMPLE})
    quotes = form.cleaned_data["quotes"] if request.method == "POST" and form.is_valid() else []
    context = {
        "form": form,
        "heading": _("Try it out"),
        "caption": policy.name,
        "layout": STAFF,
        "back_url": reverse("policies:detail", args=[ref]),
        "quotes": quotes,
        "total": quoting.total(quotes),
    }
    return render(request, "policies/try_out.html", context)
