"""Somebody who helps me, and people I help."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.sign_in.decorators import constant_time
from contributors.people.supporters import actions
from contributors.people.supporters.decorators import AS_THEMSELVES, supporters_may
from contributors.people.supporters.forms import MAY, AskForm, MayForm
from contributors.people.supporters.models import Supporter
from contributors.people.supporters.queries import HELPING, waiting_for
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.transitions import TransitionRefused


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest) -> HttpResponse:
    """Who helps me, whom I help, and who asks me to."""
    me = request.person
    mine = Supporter.objects.open()
    context = {
        "helpers": mine.filter(person=me),
        "helped": mine.filter(helper=me).select_related("person"),
        "back_url": reverse("my_details:overview"),
    }
    return render(request, "people/supporters/my_overview.html", context)


@constant_time
@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def ask(request: PersonRequest) -> HttpResponse:
    """Ask somebody to help me."""
    form = AskForm(request.POST or None)
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("name", "email")}
        try:
            actions.ask(request.person, **typed, **form.allowed(), by=request.user)
        except TransitionRefused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("We have written to them. This page will show when they say yes."))
            return redirect("my_helpers:overview")
    return _form_page(request, form, _("Ask someone to help you"))


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def change(request: PersonRequest, ref: str) -> HttpResponse:
    """Change what somebody may do for me."""
    supporter = permissions.get_visible_or_404(Supporter.objects.open().filter(person=request.person), ref)
    ticked = [what for what, _words in MAY if supporter.may(what)]
    form = MayForm(request.POST or None, initial={"may": ticked})
    if form.is_valid():
        actions.change(supporter, **form.allowed(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("my_helpers:overview")
    return _form_page(request, form, _("What %(name)s may do") % {"name": supporter.name})


def _form_page(request: PersonRequest, form: MayForm, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back_url": reverse("my_helpers:overview")}
    return render(request, "people/my_change.html", context)


@require_POST
@permissions.contributor_required
@idempotent
def end(request: PersonRequest, ref: str) -> HttpResponse:
    """End it, from either side."""
    me = request.person
    sides = Supporter.objects.open().filter(person=me) | Supporter.objects.open().filter(helper=me)
    actions.end(permissions.get_visible_or_404(sides, ref), by=request.user)
    messages.success(request, _("That has ended."))
    return redirect("my_helpers:overview")


@require_POST
@permissions.contributor_required
def start(request: PersonRequest, ref: str) -> HttpResponse:
    """Say yes, if that is still open, and go to the pages of the person I help."""
    supporter = permissions.get_visible_or_404(Supporter.objects.open().filter(helper=request.person), ref)
    try:
        actions.accept(supporter, by=request.user)
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("my_helpers:overview")
    request.session[HELPING] = supporter.ref
    return redirect("my_helpers:helping")


@require_safe
@supporters_may(AS_THEMSELVES)
@permissions.contributor_required
def helping(request: PersonRequest) -> HttpResponse:
    """What I can do for the person I help now."""
    if request.user.helping is None:
        return redirect("my_helpers:overview")
    supporter = request.user.helping
    return render(
        request, "people/supporters/helping.html", {"supporter": supporter, "waits": waiting_for(supporter)}
    )


@require_POST
@supporters_may(AS_THEMSELVES)
@permissions.contributor_required
def stop(request: PersonRequest) -> HttpResponse:
    """Go back to my own pages."""
    request.session.pop(HELPING, None)
    return redirect("portal:home")
