"""The five short pages of a claim: what for, time, travel, other costs, check and send.

Each is saved as it is sent. Going back shows what was answered, and sending it again adds nothing twice.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contributors.people.supporters.decorators import supporters_may
from coproduce.foundation import permissions, transitions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from expenses.claims.lines.forms import NO_OFFER
from expenses.claims.lines.queries import readiness_of, usual_day
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.occasions.actions import change_chosen, start_chosen
from expenses.claims.occasions.forms import OTHER, StartForm
from expenses.claims.occasions.queries import occasions_of, organisations_of
from expenses.claims.occasions.rules import key_of_claim
from expenses.claims.pricing.rules import Entry, entry_of
from expenses.claims.queries import written_by
from expenses.claims.states import Part
from expenses.claims.writing import actions, queries
from expenses.claims.writing.forms import (
    NO_MORE,
    NONE,
    OTHER_WAY,
    OWN,
    CostsPageForm,
    SendForm,
    TimePageForm,
    TravelPageForm,
)
from expenses.policies.rates.rules import NoRate
from expenses.policies.states import Category

OCCASION, TIME, TRAVEL, COSTS, CHECK = range(1, 6)


def _page(claim: Claim, number: int, heading: str, back: str, **more: Any) -> dict[str, Any]:
    caption = _("Page %(number)s of 5: %(title)s") % {"number": number, "title": claim.title}
    back_url = reverse(f"my_claims:{back}", args=[claim.ref])
    return {"claim": claim, "heading": heading, "caption": caption, "back_url": back_url, **more}


def _open(request: PersonRequest, ref: str) -> Claim | None:
    """Return a claim that is still written; None once it was sent."""
    claim = permissions.get_visible_or_404(written_by(request.user), ref)
    return claim if claim.can_be_changed else None


def _save(request: PersonRequest, form: Any, page: int) -> bool:
    """Keep what a page asked. Puts a refusal on the form and returns False."""
    try:
        actions.answer_page(form.claim, page=page, answers=form.answers(), by=request.user)
    except (NoRate, transitions.TransitionRefused) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _line(claim: Claim, part: Part) -> ClaimLine | None:
    return claim.lines.filter(part=part).select_related("rate").first()


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def new(request: PersonRequest) -> HttpResponse:
    """Page 1 of 5: what a claim is for. It is started, and the next pages go on with it."""
    person = request.person
    occasions = occasions_of(person)
    form = StartForm(
        request.POST or None,
        choices=[(o.key, o.words) for o in occasions],
        organisations=organisations_of(person),
    )
    if request.method == "POST" and form.is_valid():
        claim = start_chosen(form.cleaned_data, occasions, person=person, by=request.user)
        return redirect("my_claims:time", claim.ref)
    context = {
        "form": form,
        "heading": _("Claim your costs and your time"),
        "caption": _("Page 1 of 5"),
        "back_url": reverse("my_claims:list"),
    }
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def occasion(request: PersonRequest, ref: str) -> HttpResponse:
    """Page 1 of a claim that was started: what it is for, to be said anew."""
    claim = _open(request, ref)
    if claim is None:
        return redirect("my_claims:detail", ref)
    occasions = occasions_of(claim.person)
    first = {
        "what": key_of_claim(claim) or OTHER,
        "about": claim.about,
        "organisation": claim.organisation_id,
    }
    form = StartForm(
        request.POST or None,
        choices=[(one.key, one.words) for one in occasions],
        organisations=organisations_of(claim.person),
        initial=first,
    )
    if submit(
        request,
        form,
        lambda: change_chosen(claim, form.cleaned_data, occasions, by=request.user),
        done=_("Saved."),
    ):
        return redirect("my_claims:time", ref)
    context = _page(claim, OCCASION, _("Claim your costs and your time"), "detail", form=form)
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def time(request: PersonRequest, ref: str) -> HttpResponse:
    """Page 2: the time somebody gave, getting ready, joining from home."""
    claim = _open(request, ref)
    if claim is None:
        return redirect("my_claims:detail", ref)
    known = queries.time_given(claim)
    first = _time_so_far(claim, known)
    if claim.reached < TIME and claim.person.account_id == request.user.pk:
        first["on_the_way"] = queries.minutes_on_the_way(claim)
    form = TimePageForm(request.POST or None, claim=claim, known=known.words, initial=first)
    if known.minutes and claim.reached < TIME:
        form.propose(from_home=known.from_home)
    if request.method == "POST" and form.is_valid() and _save(request, form, TIME):
        return redirect("my_claims:travel", ref)
    context = _page(claim, TIME, _("Your time"), "occasion", form=form)
    return render(request, "layouts/form_page.html", context)


def _time_so_far(claim: Claim, known: queries.TimeGiven) -> dict[str, Any]:
    """What was answered before; on the first visit what we know of the meeting."""
    parts = (Part.TIME, Part.PREPARATION, Part.ON_THE_WAY, Part.HOME)
    time, ready, way, home = (_line(claim, part) for part in parts)
    answered = claim.reached >= TIME
    first = entry_of(time) if time else None
    dated = time or ready or way or home
    return {
        "activity_date": dated.activity_date if dated else known.day,
        "offer": (first.offer or NO_OFFER) if first else (NONE if answered else None),
        "minutes": first.minutes if first else known.minutes,
        "amount_pence": first.amount_pence if first else None,
        "preparation": ready.minutes if ready else None,
        "on_the_way": way.minutes if way else None,
        "home": entry_of(home).offer if home else (NONE if answered or not known.from_home else None),
    }


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def travel(request: PersonRequest, ref: str) -> HttpResponse:
    """Page 3: the way there and home. Offers the journey of last time first."""
    claim = _open(request, ref)
    if claim is None:
        return redirect("my_claims:detail", ref)
    line = _line(claim, Part.JOURNEY)
    form = TravelPageForm(request.POST or None, claim=claim, initial=_way_so_far(claim, line))
    if request.method == "POST" and form.is_valid() and _save(request, form, TRAVEL):
        return redirect("my_claims:costs", ref)
    same = None if line or form.is_bound else queries.as_last_time(claim)
    context = _page(claim, TRAVEL, _("Your travel"), "time", form=form, same=same)
    return render(request, "claims/my_travel.html", context)


def _way_so_far(claim: Claim, line: ClaimLine | None) -> dict[str, Any]:
    if line is None:
        paid = claim.lines.filter(category__in=[Category.PUBLIC_TRANSPORT, Category.TAXI]).exists()
        way = (OTHER_WAY if paid else NONE) if claim.reached >= TRAVEL else None
        return {"way": way, "activity_date": usual_day(claim)}
    typed = vars(entry_of(line)).copy()
    if line.return_journey:
        typed["miles_tenths"] //= 2
    return typed | {"way": OWN}


@require_POST
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def same_journey(request: PersonRequest, ref: str) -> HttpResponse:
    """Put the journey of last time on the claim, with one tap."""
    claim = _open(request, ref)
    same = queries.as_last_time(claim) if claim else None
    if claim is None or same is None:
        return redirect("my_claims:travel" if claim else "my_claims:detail", ref)
    answers: dict[str, Entry | None] = {Part.JOURNEY: same.entry}
    submit(
        request,
        None,
        lambda: actions.answer_page(claim, page=TRAVEL, answers=answers, by=request.user),
        done=_("Your journey is on the claim, the same as last time."),
    )
    return redirect("my_claims:costs", ref)


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
def costs(request: PersonRequest, ref: str) -> HttpResponse:
    """Page 4: other costs, one at a time, each with its receipt."""
    claim = _open(request, ref)
    if claim is None:
        return redirect("my_claims:detail", ref)
    form = CostsPageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["category"]
        if chosen != NO_MORE:
            return redirect(f"{reverse('my_lines:add', args=[ref, chosen])}?then=costs")
        actions.answer_page(claim, page=COSTS, answers={}, by=request.user)
        return redirect("my_claims:check", ref)
    lines = [line for line in claim.lines.prefetch_related("receipts") if not line.part]
    context = _page(claim, COSTS, _("Other costs and receipts"), "travel", form=form, lines=lines)
    return render(request, "claims/my_costs.html", context)


@require_http_methods(["GET", "POST"])
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def check(request: PersonRequest, ref: str) -> HttpResponse:
    """Page 5, check and send: everything once more, what is missing, and the declaration."""
    claim = permissions.get_visible_or_404(written_by(request.user), ref)
    form = SendForm(request.POST or None)
    sent = _("We have your claim. This page shows how it is getting on.")
    if submit(request, form, lambda: actions.send(claim, by=request.user), done=sent):
        return redirect("my_claims:detail", ref)
    context = _page(claim, CHECK, _("Check and send"), "costs", form=form, ready=readiness_of(claim))
    return render(request, "claims/my_check.html", context)


@require_POST
@supporters_may("claims")
@permissions.contributor_required
@idempotent
def withdraw(request: PersonRequest, ref: str) -> HttpResponse:
    """Take a claim back."""
    claim = permissions.get_visible_or_404(written_by(request.user), ref)
    submit(
        request,
        None,
        lambda: actions.withdraw(claim, by=request.user),
        done=_("You have taken your claim back."),
    )
    return redirect("my_claims:list")
