"""Money before, for staff: approvers decide, finance gives and settles."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, permissions
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.bookings.queries import occasions_of
from expenses.payees.queries import breaks_segregation_of_duties
from expenses.payments.advances import actions, rules
from expenses.payments.advances.forms import (
    AskAdvanceForSomebodyForm,
    DecideForm,
    GiveForm,
    SettleForm,
)
from expenses.payments.advances.lists import ADVANCES
from expenses.payments.advances.models import Advance
from expenses.payments.advances.states import AdvanceState


@require_safe
@permissions.permission_required("see_claims")
def list_advances(request: AuthenticatedRequest) -> HttpResponse:
    """Money that people asked for and had, the newest first."""
    rows = Advance.objects.visible_to(request.user).select_related("person", "meeting", "project")
    return lists.answer(
        request,
        ADVANCES,
        rows,
        key="-id",
        template="advances/list.html",
        context={"back_url": reverse("claims:list")},
    )


@require_safe
@permissions.permission_required("see_claims")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One advance: what for, what became of it, what is to do next."""
    advance = found(request, ref)
    step, why_not = next_step(request.user, advance)
    step = step if not why_not else ""
    context = {
        "advance": advance,
        "uses": advance.uses.select_related("claim_line__claim", "by"),
        "may_decide": step == "decide",
        "may_give": step == "give",
        "may_settle": step == "settle",
        "why_not": why_not,
        "done": entries_about(advance).prefetch_related("by__people")[:20],
        "back_url": reverse("advances:list"),
    }
    return render(request, "advances/detail.html", context)


def next_step(user: User, advance: Advance) -> tuple[str, str]:
    """Return the next step that this user's role may take ("" for none), and why they may not take it."""
    if advance.status == AdvanceState.ASKED and user.can("approve_claims", advance.organisation_id):
        return "decide", rules.may_not_decide(
            user, advance, own=breaks_segregation_of_duties(user, advance.person)
        )
    steps: dict[str, str] = {AdvanceState.APPROVED: "give", AdvanceState.GIVEN: "settle"}
    step = steps.get(advance.status, "")
    if not step or not user.can("make_payments", advance.organisation_id):
        return "", ""
    return step, rules.may_not_give(user, advance, own=breaks_segregation_of_duties(user, advance.person))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_project")
@idempotent
def ask_for(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write down that somebody asked for money, by phone or letter; `ref` is the person's."""
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    offered = occasions_of(person, arranged_by=request.user)
    form = AskAdvanceForSomebodyForm(request.POST or None, occasions=offered)
    back = reverse("people:detail", args=[ref])
    done = _("It is recorded and promised. Someone else will decide.")
    if submit(request, form, lambda: actions.ask(person=person, by=request.user, **form.asked), done=done):
        return redirect(back)
    heading = _("Money in advance for %(name)s") % {"name": person.name}
    context = {"form": form, "heading": heading, "layout": "layouts/staff.html", "back_url": back}
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("approve_claims")
@idempotent
def decide(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say yes or no."""
    advance = found(request, ref, "approve_claims")
    form = DecideForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: decide_as_typed(advance, form.cleaned_data, by=request.user),
        done=_("Saved. We have told the person."),
    ):
        return redirect("advances:detail", advance.ref)
    return step_page(request, advance, form, heading=_("Money in advance"))


def decide_as_typed(advance: Advance, typed: dict[str, Any], *, by: User) -> Advance:
    """Do what the form says. Raises TransitionRefused."""
    if typed["answer"] == DecideForm.YES:
        return actions.approve(advance, by=by)
    return actions.refuse(advance, why=typed["why"], by=by)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def give(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record that the money was handed over."""
    advance = found(request, ref, "make_payments")
    form = GiveForm(request.POST or None, initial={"on": clock.today()})
    if submit(
        request,
        form,
        lambda: actions.give(advance, **form.cleaned_data, by=request.user),
        done=_("Recorded. We have told the person."),
    ):
        return redirect("advances:detail", advance.ref)
    return step_page(request, advance, form, heading=_("Give the money"))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def settle(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say what becomes of the rest."""
    advance = found(request, ref, "make_payments")
    form = SettleForm(request.POST or None, initial={"on": clock.today()})
    if submit(
        request,
        form,
        lambda: settle_as_typed(advance, form.cleaned_data, by=request.user),
        done=_("Saved."),
    ):
        return redirect("advances:detail", advance.ref)
    return step_page(request, advance, form, heading=_("What happens to the rest?"))


def settle_as_typed(advance: Advance, typed: dict[str, Any], *, by: User) -> None:
    """Do what the form says about the rest. Raises TransitionRefused."""
    if typed["answer"] == SettleForm.CARRY:
        actions.carry_on(advance, by=by)
    elif typed["answer"] == SettleForm.BACK:
        actions.take_back(advance, pence=typed["back_pence"], how=typed["how"], on=typed["on"], by=by)
    else:
        actions.let_go(advance, pence=typed["let_go_pence"], why=typed["why"], by=by)


def step_page(request: AuthenticatedRequest, advance: Advance, form: Form, *, heading: str) -> HttpResponse:
    """Show the form of a step."""
    context = {
        "form": form,
        "advance": advance,
        "heading": heading,
        "caption": advance.person.name,
        "layout": "layouts/staff.html",
        "back_url": reverse("advances:detail", args=[advance.ref]),
    }
    return render(request, "advances/step.html", context)


def found(request: AuthenticatedRequest, ref: str, capability: str = "") -> Advance:
    """Return an advance the user may see, and act on. Raises Http404, PermissionDenied."""
    seen = Advance.objects.visible_to(request.user)
    advance = permissions.get_visible_or_404(
        seen.select_related("person__account", "organisation", "meeting", "project"), ref
    )
    if capability:
        permissions.allow(request.user, capability, advance.organisation_id)
    return advance
