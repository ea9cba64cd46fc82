"""My quiet hours."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.actions import change_details
from contributors.people.quiet.forms import QuietForm
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def change(request: PersonRequest) -> HttpResponse:
    """Say when nobody should write to me or ring."""
    person = request.person
    standing = {name: getattr(person, name) for name in ("quiet", "quiet_from", "quiet_until")}
    form = QuietForm(request.POST or None, initial=standing)
    if form.is_valid():
        change_details(person, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Thank you."))
        return redirect("my_details:overview")
    lead = _("Codes to sign in and warnings about your account come at any time.")
    context = {
        "form": form,
        "heading": _("Quiet hours"),
        "lead": lead,
        "back_url": reverse("my_details:overview"),
    }
    return render(request, "people/my_change.html", context)
