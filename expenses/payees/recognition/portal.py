"""My choices: how I want my time recognised. No other page shows them to anybody else."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from expenses.payees.recognition import actions
from expenses.payees.recognition.forms import ChoiceForm, DeclareForm, LimitForm, TimingForm
from expenses.payees.recognition.models import EarningsLimit, FeeTiming
from expenses.payees.recognition.queries import activities_of, current_choice, declared, meetings_of, roles_of
from expenses.payees.recognition.states import Outcome, Pace

SAID: dict[str, LazyStr] = {
    Outcome.NOT_PUBLIC: gettext_lazy("Thank you. It is saved for this tax year."),
    Outcome.UNRELATED: gettext_lazy("Thank you. It is saved for this tax year."),
    Outcome.COSTS_ONLY: gettext_lazy("Thank you. We normally pay your costs, but no fee. Please talk to us."),
}


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest) -> HttpResponse:
    """What I chose, and where I get advice that is not the organisation's."""
    person = request.person
    usual, *others = activities_of(person)
    context = {
        "usual": usual,
        "others": others,
        "has_roles": any(one.assignment for one in others),
        "limit": EarningsLimit.objects.filter(person=person).first(),
        "declared": declared(person, clock.today()),
        "timing": FeeTiming.objects.filter(person=person).first(),
        "advice": advice_for(person),
        "back_url": reverse("my_bank:overview"),
    }
    return _kept_private(render(request, "payees/my_recognition.html", context))


def advice_for(person: Person) -> list[Organisation]:
    """Return the organisations that know a person, each with the advice it has entered, if any."""
    known = Organisation.objects.filter(connections__person=person).order_by("name")
    return list(known.select_related("independent_adviser"))


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def everything(request: PersonRequest) -> HttpResponse:
    """Choose for everything from now on."""
    return _choose(request, _("How should we recognise your time, from now on?"), {})


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def role(request: PersonRequest, ref: str) -> HttpResponse:
    """Choose for one role of mine."""
    found = permissions.get_visible_or_404(roles_of(request.person), ref)
    heading = _("How should we recognise your time in this role?")
    return _choose(request, heading, {"assignment": found}, caption=found.role.title)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def meeting(request: PersonRequest, ref: str) -> HttpResponse:
    """Choose for one meeting of mine."""
    found = permissions.get_visible_or_404(meetings_of(request.person), ref)
    heading = _("How should we recognise your time at this meeting?")
    return _choose(request, heading, {"meeting": found}, caption=found.title)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def timing(request: PersonRequest) -> HttpResponse:
    """Say when I want my fees."""
    person = request.person
    standing = FeeTiming.objects.filter(person=person).first()
    initial = {"pace": standing.pace, "until": standing.until} if standing else {"pace": Pace.GO}
    form = TimingForm(request.POST or None, initial=initial)
    done = _("Saved. We pay your costs as before. Only fees wait.")
    if submit(request, form, lambda: actions.set_timing(person, **form.cleaned_data), done=done):
        return redirect("my_recognition:overview")
    lead = _("Holding or spreading fees may not change what counts for benefits. Ask an adviser first.")
    return _form_page(request, form, heading=_("When we pay your fees"), lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def limit(request: PersonRequest) -> HttpResponse:
    """Set the most I want to earn. Only I ever see it."""
    person = request.person
    standing = EarningsLimit.objects.filter(person=person).first()
    initial = {"pence": standing.shown_pence, "per": standing.per} if standing else {}
    form = LimitForm(request.POST or None, initial=initial)
    done = _("Saved. Only you can see your limit.")
    if submit(request, form, lambda: actions.set_limit(person, **form.cleaned_data), done=done):
        return redirect("my_recognition:overview")
    lead = _("We warn only you before our fees go over it. Nobody here can read it.")
    return _form_page(request, form, heading=_("My limit"), lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def declare(request: PersonRequest) -> HttpResponse:
    """Say whether I work full time in the public sector: once in each tax year."""
    form = DeclareForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.declare(request.person, **form.cleaned_data, by=request.user),
        done=lambda made: str(SAID[made.outcome]),
    ):
        return redirect("my_recognition:overview")
    lead = _(
        "If you do, we ask two more questions. Normally we can only pay a fee if both answers are "
        "yes. We still pay your costs."
    )
    return _form_page(request, form, heading=_("A job in the public sector"), lead=lead)


def _form_page(request: PersonRequest, form: Any, **words: str) -> HttpResponse:
    context = {
        "form": form,
        **words,
        "advice": advice_for(request.person),
        "back_url": reverse("my_recognition:overview"),
    }
    return _kept_private(render(request, "payees/my_recognition_form.html", context))


def _choose(request: PersonRequest, heading: str, about: dict[str, Any], caption: str = "") -> HttpResponse:
    person = request.person
    standing = current_choice(person, **about)
    names = ("choice", "charity", "most_pence")
    initial = {name: getattr(standing, name) for name in names} if standing else {"choice": ""}
    form = ChoiceForm(request.POST if request.method == "POST" else None, initial=initial, for_all=not about)
    done = _("Saved. You can change it until we pay you.")
    if submit(request, form, lambda: actions.choose(person, **form.cleaned_data, **about), done=done):
        return redirect("my_recognition:overview")
    return _form_page(request, form, heading=heading, caption=caption, about_fees="yes")


def _kept_private(response: HttpResponse) -> HttpResponse:
    """A shared computer must not show it again."""
    response["Cache-Control"] = "private, no-store"
    return response
