"""Administrators: accounts that may belong to one person, and asking about them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.step_up.decorators import step_up
from contributors.people.same_person import actions
from contributors.people.same_person.forms import AnswerForm
from contributors.people.same_person.lists import SAME_PERSON
from contributors.people.same_person.models import MaybeSamePerson, MaybeSamePersonQuerySet
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.administration import administers
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit


@require_safe
def pairs(request: AuthenticatedRequest) -> HttpResponse:
    """List accounts that may belong to one person, the latest first."""
    return lists.answer(
        request,
        SAME_PERSON,
        _seen(request),
        key="-id",
        template="people/same_person/list.html",
        context={"back_url": reverse("home")},
    )


@require_http_methods(["GET", "POST"])
@step_up
@idempotent
def answer(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say what was found out about two accounts."""
    pair = permissions.get_visible_or_404(_seen(request), ref)
    form = AnswerForm(request.POST or None) if pair.is_open else None
    if form is not None and submit(
        request,
        form,
        lambda: actions.answer(pair, **form.cleaned_data, by=request.user),
        done=_("Thank you. We have saved that."),
    ):
        return redirect("people:answer_same_person", ref)
    context = {
        "form": form,
        "pair": pair,
        "accounts": [pair.one, pair.other],
        "heading": _("Is this one person?"),
        "layout": "layouts/staff.html",
        "back_url": reverse("people:same_person"),
    }
    return render(request, "people/same_person/answer.html", context)


def _seen(request: AuthenticatedRequest) -> MaybeSamePersonQuerySet:
    if not administers(request.user):
        raise PermissionDenied
    rows = MaybeSamePerson.objects.visible_to(request.user).select_related("one", "other")
    return rows.prefetch_related("one__people", "other__people")
