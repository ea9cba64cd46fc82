from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from contributors.accounts.models import Organisation
from coproduce.foundation import clock, permissions
from coproduce.foundation.pages.requests import PersonRequest
from expenses.policies.models import Policy
from expenses.policies.queries import everything
from expenses.policies.rates.rules import applies_on


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest) -> HttpResponse:
    """How we pay you: today's rates of each organisation that knows me, with their sources."""
    mine = Organisation.objects.filter(connections__person=request.person).order_by("name")
    context = {"sections": [_section(one) for one in mine], "back_url": reverse("portal:home")}
    return render(request, "policies/my_overview.html", context)


def _section(organisation: Organisation) -> dict[str, Any]:
    today = clock.today()
    found = Policy.objects.prefetch_related(*everything()).in_force(organisation.pk, today)
    return {
        "organisation": organisation,
        "policy": found,
        "rates": [rate for rate in found.rates.all() if applies_on(rate, today)] if found else [],
        "mileage": [rate for rate in found.mileage_rates.all() if applies_on(rate, today)] if found else [],
    }
