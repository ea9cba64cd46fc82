"""Finance talks with somebody who wanted to talk before they are paid."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.payments.waits import actions


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def talk(request: AuthenticatedRequest, person: str) -> HttpResponse:
    """Say whom to ring, and record that we have talked: what waited for it goes on."""
    organisations = request.user.organisation_ids("make_payments")
    known = Person.objects.filter(connections__organisation__in=organisations, connections__shares=True)
    who = permissions.get_visible_or_404(known.distinct(), person)
    waits = hasattr(who, "pay_preference") and who.pay_preference.talk_first
    if waits and submit(
        request,
        None,
        lambda: actions.record_talk(who, by=request.user),
        done=_("Recorded. What waited for the talk goes on."),
    ):
        return redirect("payments:list")
    context = {"person": who, "waits": waits, "back_url": reverse("payments:list")}
    return render(request, "payments/talk.html", context)
