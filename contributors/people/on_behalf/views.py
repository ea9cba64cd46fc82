"""Staff: what a person says is wrong in what was written down, and putting it right."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.models import Person
from contributors.people.on_behalf import actions, queries
from contributors.people.on_behalf.forms import PutRightForm, WrongForm
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit


def whom(request: AuthenticatedRequest, ref: str) -> tuple[Person, int]:
    """Return a person and the organisation something of no project is recorded in.

    Raises Http404, or PermissionDenied.
    """
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    organisation_id = queries.organisation_to_record_in(person, request.user)
    if organisation_id is None:
        raise PermissionDenied
    return person, organisation_id


def record_page(
    request: AuthenticatedRequest,
    person: Person,
    form: BaseForm,
    act: Callable[[], object],
    heading: str,
    *,
    back_url: str,
    template: str = "layouts/form_page.html",
    **extra: Any,
) -> HttpResponse:
    """Ask what a person said and record it; then lead back."""
    if submit(request, form, act, done=_("Recorded. We will send them a copy in writing.")):
        return redirect(back_url)
    context = {
        "form": form,
        "heading": heading,
        "caption": person.name,
        "layout": "layouts/staff.html",
        "back_url": back_url,
    }
    return render(request, template, context | extra)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def say_wrong(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Somebody without an account tells us that what we wrote down is wrong."""
    rows = OnBehalf.objects.visible_to(request.user).select_related("person", "recorded_by")
    entry = permissions.get_visible_or_404(rows, ref)
    form = WrongForm(request.POST or None)
    if said := submit(
        request,
        form,
        lambda: actions.say_wrong(entry, words=form.cleaned_data["words"], by=request.user),
        done=_("We have noted that this is wrong."),
    ):
        return redirect("on_behalf:put_right", said.result.ref)
    context = {
        "form": form,
        "heading": _("They say that this is wrong"),
        "caption": entry.person.name,
        "layout": "layouts/staff.html",
        "back_url": reverse("people:detail", args=[entry.person.ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def put_right(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Read what is wrong, put it right where it stands, and say so."""
    found = permissions.get_visible_or_404(queries.objection_for(request.user), ref)
    form = PutRightForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.put_right(found, answer=form.cleaned_data["answer"], by=request.user),
        done=_("The answer is on its way to them."),
    ):
        return redirect("people:detail", found.entry.person.ref)
    context = {
        "form": form,
        "objection": found,
        "entry": found.entry,
        "heading": _("Put right what was written down"),
        "caption": found.entry.person.name,
        "layout": "layouts/staff.html",
        "back_url": reverse("people:detail", args=[found.entry.person.ref]),
    }
    return render(request, "people/on_behalf/put_right.html", context)
