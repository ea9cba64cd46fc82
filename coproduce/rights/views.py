"""Staff: a copy for somebody who cannot take it here, a wish to be forgotten, and the answer to it.
Everybody: how long we keep what."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import Organisation
from contributors.accounts.step_up.decorators import step_up
from contributors.people.models import Connection
from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.on_behalf.views import record_page, whom
from contributors.people.queries import may_see_needs
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.rights import actions, copies
from coproduce.rights.erasing import walk
from coproduce.rights.forms import CopyForm, DecideForm
from coproduce.rights.models import Erasure
from coproduce.rights.portal import as_file
from coproduce.rights.times.lines import LINES


@login_not_required
@require_safe
def how_long(request: HttpRequest) -> HttpResponse:
    """The table: what we keep, why, how long, then what. No sign-in."""
    return render(request, "rights/how_long.html", {"lines": LINES.values(), "back_url": reverse("privacy")})


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@step_up
def copy(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Make a copy of what the organisation has about somebody, having made sure who asks."""
    person, organisation_id = whom(request, ref)
    form = CopyForm(request.POST or None)
    if form.is_valid():
        needs = may_see_needs(person, request.user)
        organisation = Organisation.objects.get(pk=organisation_id)
        found = copies.copy_by_staff(person, organisation, needs=needs)
        proof = form.cleaned_data["proof"]
        actions.prepared_copy(person, organisation_id=organisation_id, proof=proof, by=request.user)
        return as_file(found, form.cleaned_data["kind"], issuer=organisation.name)
    context = {
        "form": form,
        "heading": _("Make a copy of what we have about them"),
        "caption": person.name,
        "lead": _(
            "They have a right to it within a month. Give it to nobody else. They can see that you made it."
        ),
        "layout": "layouts/staff.html",
        "back_url": reverse("people:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def forget(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record that somebody told us they wish to be forgotten."""
    person, organisation_id = whom(request, ref)
    organisation = Organisation.objects.get(pk=organisation_id)
    form = OnBehalfForm(request.POST or None)
    return record_page(
        request,
        person,
        form,
        lambda: actions.record(person, organisation, said=form.said, by=request.user),
        _("They wish to be forgotten"),
        back_url=reverse("people:detail", args=[ref]),
        lead=_(
            "We answer within a month. The next page says what goes and what the law keeps. Do not ask why."
        ),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@step_up
@idempotent
def decide(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Answer a wish to be forgotten, having read what goes and what stays."""
    erasure = permissions.get_visible_or_404(
        Erasure.objects.visible_to(request.user).select_related("person", "organisation"), ref
    )
    form = DecideForm(request.POST or None)
    if submit(
        request, form, lambda: _answer(request, erasure, form), done=_("Your answer is on its way to them.")
    ):
        return redirect(_after(request, erasure))
    context = {
        "erasure": erasure,
        "form": form if erasure.waits_for_answer else None,
        "money_open": walk.money_open(erasure.person, erasure.organisation_id),
        "last": walk.is_last(erasure.person, erasure.organisation_id),
        "back_url": _after(request, erasure),
    }
    return render(request, "rights/decide.html", context)


def _answer(request: AuthenticatedRequest, erasure: Erasure, form: DecideForm) -> Erasure:
    if form.cleaned_data["answer"] == "yes":
        return actions.agree(erasure, by=request.user)
    return actions.refuse(erasure, why_not=form.cleaned_data["why_not"], by=request.user)


def _after(request: AuthenticatedRequest, erasure: Erasure) -> str:
    """Return the person's page, or the list for somebody who is not known here any more."""
    known = Connection.objects.filter(
        person=erasure.person, organisation__in=request.user.organisation_ids("see_people")
    )
    return reverse("people:detail", args=[erasure.person.ref]) if known.exists() else reverse("people:list")
