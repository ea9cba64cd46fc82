"""Claims paid at an old rate: who is owed more since rates have changed, and claims made of it."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import Organisation
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.money import pounds
from coproduce.foundation.pages import paging
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.queries import narrowed
from expenses.claims.top_ups import actions
from expenses.claims.top_ups import queries as repricing
from expenses.claims.top_ups.forms import OldRatesFilter, TopUpForm
from expenses.claims.top_ups.lists import OLD_RATES
from expenses.claims.top_ups.queries import made
from expenses.claims.top_ups.rules import sums

MOST = 2_000  # lines on the report; filters reach the others

STAFF = "layouts/staff.html"


@require_safe
@permissions.permission_required("see_claims")
def old_rates(request: AuthenticatedRequest) -> HttpResponse:
    """Every decided line that would be priced differently today, by the day of its activity."""
    mine = {one.ref: one for one in _organisations(request)}
    form = OldRatesFilter(request.GET, organisations={ref: one.name for ref, one in mine.items()})
    asked = form.cleaned_data if form.is_valid() else {}
    organisation = mine.get(asked.get("organisation") or "") or next(iter(mine.values()))
    lines = repricing.decided(organisation.pk)
    if asked.get("q") or asked.get("status"):
        lines = lines.filter(claim__in=narrowed(Claim.objects.visible_to(request.user), asked))
    ways = form.ways() if form.is_valid() else ()
    found = {one.line.pk: one for one in islice(repricing.differences(lines, ways), MOST + 1)}

    def dress(rows: Sequence[Any]) -> None:
        for line in rows:
            line.difference = found[line.pk]

    context = {
        "organisation": organisation,
        "sums": sums(list(found.values())),
        "more_than": MOST if len(found) > MOST else 0,
        "undecided": repricing.undecided(organisation.pk)[: paging.COUNT_UP_TO].count(),
        "made": made(organisation),
        "may_make": request.user.can("edit_policies", organisation.pk),
        "back_url": reverse("claims:list"),
    }
    return lists.answer(
        request,
        OLD_RATES,
        ClaimLine.objects.filter(pk__in=found),
        key="-id",
        template="claims/old_rates.html",
        context=lambda page: context | {"rows": [line.difference for line in page]},
        form=form,
        dress=dress,
    )


def _organisations(request: AuthenticatedRequest) -> list[Organisation]:
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("see_claims"))
    return list(mine.order_by("name"))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_claims")
@idempotent
def make_top_ups(request: AuthenticatedRequest, organisation: str) -> HttpResponse:
    """Look at what a batch would make, then make it."""
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("see_claims"))
    ours = permissions.get_visible_or_404(mine, organisation)
    permissions.allow(request.user, "edit_policies", ours.pk)
    back = f"{reverse('claims:old_rates')}?organisation={ours.ref}"
    form = TopUpForm(request.POST if request.method == "POST" else None)
    if submit(request, form, lambda: actions.make_top_ups(ours, by=request.user), done=_said):
        return redirect(back)
    owed = repricing.differences(repricing.decided(ours.pk), ("more",))
    context = {
        "form": form,
        "layout": STAFF,
        "heading": _("Pay more where rates have changed"),
        "caption": ours.name,
        "sums": sums(list(islice(owed, actions.MOST)))[:3],
        "most": actions.MOST,
        "back_url": back,
    }
    return render(request, "claims/make_top_ups.html", context)


def _said(done: actions.Made) -> str:
    if done == actions.Made():
        return _("There is nothing to make. Nothing was changed.")
    said = []
    if done.claims:
        words = ngettext(
            "Made: %(n)s claim for %(amount)s. Someone else now needs to approve it.",
            "Made: %(n)s claims, %(amount)s in total. Someone else now needs to approve them.",
            done.claims,
        )
        said.append(words % {"n": done.claims, "amount": pounds(done.pence)})
    if done.priced_again:
        words = ngettext(
            "%(n)s line that was waiting for a decision has a new price.",
            "%(n)s lines that were waiting for a decision have new prices.",
            done.priced_again,
        )
        said.append(words % {"n": done.priced_again})
    return " ".join(said)
