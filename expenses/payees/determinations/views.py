from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import User
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.uploads import files as uploads
from expenses.payees.determinations import actions
from expenses.payees.determinations.forms import AskPayerForm, DeterminationForm, StopAskingForm
from expenses.payees.determinations.models import DeterminationEvidence, roles_visible_to
from expenses.payees.determinations.promises import DETERMINE
from projects.roles.models import RoleDescription

KEPT = 20  # so many earlier ones are shown


def found(request: AuthenticatedRequest, ref: str) -> RoleDescription:
    """Return a role whose determination this member of staff may read. Raises Http404."""
    return permissions.get_visible_or_404(roles_visible_to(request.user).select_related("project"), ref)


def may_record(user: User, role: RoleDescription) -> bool:
    """Say whether somebody may write down what was determined: who runs the project, or pays people."""
    return any(user.can(what, role.organisation_id) for what in ("edit_project", "make_payments"))


@require_safe
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """What the payer determined for a role, and what counted before."""
    role = found(request, ref)
    rows = list(role.determinations.select_related("evidence", "recorded_by")[:KEPT])
    context = {
        "role": role,
        "project": role.project,
        "current": next((row for row in rows if row.replaced_at is None), None),
        "earlier": [row for row in rows if row.replaced_at],
        "may_record": may_record(request.user, role),
        "asked": role.determination_requests.open().first(),
        "awaited": Promise.objects.open().about(role).filter(kind=DETERMINE.key).first(),
        "back_url": _back(request, role),
    }
    return render(request, "payees/determination.html", context)


def _back(request: AuthenticatedRequest, role: RoleDescription) -> str:
    on_it = RoleDescription.objects.visible_to_staff(request.user).filter(pk=role.pk).exists()
    return reverse("roles:detail", args=[role.ref]) if on_it else reverse("payments:list")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def record(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write down what the payer determined."""
    role = _found_to_record(request, ref)
    form = DeterminationForm(request.POST or None, request.FILES or None)
    if submit(
        request,
        form,
        lambda: actions.record(role, **form.cleaned_data, by=request.user),
        done=_("The determination is saved."),
    ):
        return redirect("determinations:detail", ref)
    return _form_page(request, role, form, _("What the payer decided"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def ask(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Note that the payer was asked to decide about a role."""
    role = _found_to_record(request, ref)
    form = AskPayerForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.ask(role, **form.cleaned_data, by=request.user),
        done=_("Saved. Fees for this role wait until the payer has decided. Costs are paid as before."),
    ):
        return redirect("determinations:detail", ref)
    return _form_page(request, role, form, _("The payer has still to decide"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def stop_asking(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that the payer need not decide after all."""
    role = _found_to_record(request, ref)
    form = StopAskingForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.stop_asking(role, **form.cleaned_data, by=request.user),
        done=_("Saved. Fees for this role no longer wait."),
    ):
        return redirect("determinations:detail", ref)
    return _form_page(request, role, form, _("The payer need not decide"))


def _found_to_record(request: AuthenticatedRequest, ref: str) -> RoleDescription:
    role = found(request, ref)
    if not may_record(request.user, role):
        raise PermissionDenied
    return role


def _form_page(
    request: AuthenticatedRequest, role: RoleDescription, form: Form, heading: str
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "caption": role.title,
        "layout": "layouts/staff.html",
        "back_url": reverse("determinations:detail", args=[role.ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.staff_required
def evidence(request: AuthenticatedRequest, ref: str, file_ref: str) -> FileResponse:
    """Give the paper a determination rests on."""
    role = found(request, ref)
    return uploads.serve(
        permissions.get_visible_or_404(
            DeterminationEvidence.objects.filter(determination__role=role), file_ref
        )
    )
