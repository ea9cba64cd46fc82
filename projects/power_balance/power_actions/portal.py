from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.power_balance.power_actions import actions
from projects.power_balance.power_actions.forms import NotYetForm, RaiseForm
from projects.power_balance.power_actions.models import PowerAction
from projects.team.queries import mine


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def raise_imbalance(request: PersonRequest, ref: str) -> HttpResponse:
    """Say what is not equal."""
    project = mine(request.person, ref)
    form = RaiseForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.raise_imbalance(project, **form.cleaned_data, person=request.person, by=request.user),
        done=_("Thank you. We will answer you within 14 days."),
    ):
        return redirect("my_power_balance:overview", ref)
    back = reverse("my_power_balance:overview", args=[ref])
    return _form_page(request, form, _("What is not equal?"), back=back)


@require_safe
@permissions.contributor_required
def action(request: PersonRequest, ref: str) -> HttpResponse:
    """One thing that is not equal, and what is done about it."""
    row = _action(request.person, ref)
    context = {
        "action": row,
        "project": row.project,
        "not_yet": entries_about(row).filter(verb="not yet"),
        "back_url": reverse("my_power_balance:overview", args=[row.project.ref]),
    }
    return render(request, "power_balance/my_action.html", context)


@require_POST
@permissions.contributor_required
@idempotent
def confirm(request: PersonRequest, ref: str) -> HttpResponse:
    """Say that it is really done."""
    row = _action(request.person, ref)
    submit(
        request,
        None,
        lambda: actions.confirm(row, person=request.person, by=request.user),
        done=_("Thank you. You have confirmed that it is done."),
    )
    return redirect("my_power_balance:action", ref)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def not_yet(request: PersonRequest, ref: str) -> HttpResponse:
    """Say that it is not done yet, and what is missing."""
    row = _action(request.person, ref)
    form = NotYetForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.not_yet(row, **form.cleaned_data, person=request.person, by=request.user),
        done=_("Thank you. It is open again, with a new date."),
    ):
        return redirect("my_power_balance:action", ref)
    back = reverse("my_power_balance:action", args=[ref])
    return _form_page(request, form, _("What is still missing?"), back=back)


def _action(person: Person, ref: str) -> PowerAction:
    seen = PowerAction.objects.visible_to_member(person)
    return permissions.get_visible_or_404(
        seen.select_related("project", "owner", "raised_by", "confirmed_by"), ref
    )


def _form_page(request: PersonRequest, form: BaseForm, heading: str, *, back: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "layout": "layouts/portal.html", "back_url": back}
    return render(request, "layouts/form_page.html", context)
