"""Staff: how somebody told us they want to be paid, and the second pair of eyes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from contributors.accounts.step_up.decorators import step_up
from contributors.people.models import Person
from contributors.people.on_behalf.queries import organisation_to_record_in
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.kept_forms.decorators import never_kept
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.payees.forms import CheckForm
from expenses.payees.recording import actions
from expenses.payees.recording.forms import (
    RecordBankForm,
    RecordChoiceForm,
    RecordLimitForm,
    RecordRouteForm,
)
from expenses.payees.recording.models import RecordedRoute


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@step_up
@idempotent
@never_kept
def bank(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record bank details that somebody read out or wrote to us."""
    person, organisation_id = _whom(request, ref)
    form = RecordBankForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.record_bank(
            person, clear=form.clear(), organisation_id=organisation_id, said=form.said, by=request.user
        ),
        done=_("Recorded. A second person will check it before we use it, and we will write to the person."),
    ):
        return redirect("people:detail", ref)
    lead = _("Read the numbers back to them before you save. No page shows them again.")
    response = _page(request, person, form, _("Record bank details"), lead=lead)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def route(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record how somebody wants to be paid."""
    person, organisation_id = _whom(request, ref)
    form = RecordRouteForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.record_route(
            person, **form.told, organisation_id=organisation_id, said=form.said, by=request.user
        ),
        done=_("Recorded. A second person will check it before we use it, and we will write to the person."),
    ):
        return redirect("people:detail", ref)
    return _page(request, person, form, _("Record how they want to be paid"))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def choice(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record how somebody wants their time recognised. What stands is shown to nobody."""
    person, organisation_id = _whom(request, ref)
    form = RecordChoiceForm(request.POST or None, for_all=True)
    if submit(
        request,
        form,
        lambda: actions.record_choice(
            person, **form.told, organisation_id=organisation_id, said=form.said, by=request.user
        ),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("people:detail", ref)
    lead = _("Ask what they would like from now on. They do not have to say why.")
    return _page(request, person, form, _("Record how their time is recognised"), lead=lead)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@step_up
@idempotent
@never_kept
def limit(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record the most somebody wants to earn. What stands is shown to nobody."""
    person, organisation_id = _whom(request, ref)
    form = RecordLimitForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.record_limit(
            person, **form.told, organisation_id=organisation_id, said=form.said, by=request.user
        ),
        done=_("Recorded. Only they can see their limit from now on."),
    ):
        return redirect("people:detail", ref)
    lead = _("Read the sum back to them before you save. No page shows it to you again. Do not ask why.")
    response = _page(request, person, form, _("Record their limit"), lead=lead)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@step_up
@idempotent
def check_route(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say how a way to be paid was checked."""
    row = permissions.get_visible_or_404(
        RecordedRoute.objects.to_check(request.user).select_related("person", "made_by"), ref
    )
    form = CheckForm(request.POST or None)
    form.fields["agreed"].label = _("Did the person confirm that they want to be paid like this?")
    if submit(
        request,
        form,
        lambda: actions.check_route(row, **form.cleaned_data, by=request.user),
        done=_("The check is saved."),
    ):
        return redirect("payees:to_check")
    context = {
        "form": form,
        "recorded": row,
        "heading": _("Check how %(name)s wants to be paid") % {"name": row.person.name},
        "layout": "layouts/staff.html",
        "back_url": reverse("payees:to_check"),
    }
    return render(request, "payees/check_route.html", context)


def _whom(request: AuthenticatedRequest, ref: str) -> tuple[Person, int]:
    """Return a person and the organisation it is recorded for. Raises Http404, or PermissionDenied."""
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    organisation_id = organisation_to_record_in(person, request.user)
    if organisation_id is None:
        raise PermissionDenied
    return person, organisation_id


def _page(
    request: AuthenticatedRequest, person: Person, form: BaseForm, heading: str, **extra: Any
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "caption": person.name,
        "layout": "layouts/staff.html",
        "back_url": reverse("people:detail", args=[person.ref]),
    }
    return render(request, "layouts/form_page.html", context | extra)
