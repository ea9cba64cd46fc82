"""Trying a policy out on the lines of a claim before it is in force."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import AuthenticatedRequest
from expenses.policies.files.queries import book_of
from expenses.policies.models import Policy
from expenses.policies.trial import rules as trial
from expenses.policies.trial.forms import TryForm

EXAMPLE = "date,kind,what,time,miles,return,amount\n"


@require_http_methods(["GET", "POST"])
@permissions.staff_required
def try_out(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Work out the lines of a claim under a policy. Nothing is stored."""
    policy = permissions.get_visible_or_404(Policy.objects.visible_to(request.user), ref)
    form = TryForm(request.POST or None, book=book_of(policy), initial={"lines": EXAMPLE})
    quotes = form.cleaned_data["quotes"] if request.method == "POST" and form.is_valid() else []
    context = {
        "form": form,
        "heading": _("Try it out"),
        "caption": policy.name,
        "layout": STAFF,
        "back_url": reverse("policies:detail", args=[ref]),
        "quotes": quotes,
        "total": trial.total(quotes),
    }
    return render(request, "policies/try_out.html", context)


STAFF = "layouts/staff.html"
