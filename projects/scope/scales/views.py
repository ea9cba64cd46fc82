"""Which scale of participation an organisation decides on, and adding its own from a file."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.accounts.models import Organisation
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.scope.models import Scale
from projects.scope.scales import actions, queries
from projects.scope.scales.forms import CheckForm, ChooseForm, UploadForm
from projects.scope.states import Involvement


def _mine(request: AuthenticatedRequest, ref: str) -> Organisation:
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("set_up"))
    return permissions.get_visible_or_404(mine, ref)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("set_up")
@idempotent
def choose(request: AuthenticatedRequest, organisation: str) -> HttpResponse:
    """Every scale with its levels, their promises and its source; choose one."""
    body = _mine(request, organisation)
    scales = list(Scale.objects.usable_by(body.pk).prefetch_related("levels"))
    now = queries.scale_of(body.pk)
    form = ChooseForm(request.POST or None, scales=scales, initial={"scale": now.ref})
    if submit(
        request,
        form,
        lambda: actions.choose(body, form.chosen, by=request.user),
        done=_("The scale is chosen. Decisions made before keep theirs."),
    ):
        return redirect("scales:choose", organisation)
    context = {
        "form": form,
        "heading": _("Scales of participation"),
        "caption": body.name,
        "lead": _("On which scale do you say how people are involved? No single one is agreed by all."),
        "layout": "layouts/staff.html",
        "body": body,
        "scales": scales,
        "back_url": reverse("set_up"),
    }
    return render(request, "scope/scales.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("set_up")
@idempotent
def add(request: AuthenticatedRequest, organisation: str) -> HttpResponse:
    """Read an own scale from a file; show what was read; add it once somebody has checked it."""
    body = _mine(request, organisation)
    if "packed" in request.POST:
        return _add_checked(request, body)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        check = CheckForm(initial={"packed": form.packed})
        return _check_page(request, body, check, form.cleaned_data)
    context = {
        "form": form,
        "heading": _("Add your own scale"),
        "caption": body.name,
        "lead": _("We read the file and show you what is in it. Nothing is saved yet."),
        "layout": "layouts/staff.html",
        "back_url": reverse("scales:choose", args=[organisation]),
    }
    return render(request, "layouts/form_page.html", context)


def _add_checked(request: AuthenticatedRequest, body: Organisation) -> HttpResponse:
    form = CheckForm(request.POST)
    if submit(
        request,
        form,
        lambda: actions.add(body, **form.cleaned_data["packed"], by=request.user),
        done=_("The scale is added. You can choose it now."),
    ):
        return redirect("scales:choose", body.ref)
    return _check_page(request, body, form, form.cleaned_data.get("packed") or {})


def _check_page(
    request: AuthenticatedRequest, body: Organisation, form: CheckForm, read: dict[str, object]
) -> HttpResponse:
    levels = read.get("levels") or []
    context = {
        "form": form,
        "heading": _("Check your scale"),
        "caption": body.name,
        "lead": _("This is what we read. Is it right?"),
        "layout": "layouts/staff.html",
        "scale_name": read.get("name", ""),
        "scale_source": read.get("source", ""),
        "levels": [(level, Involvement(level.stands_for).label) for level in levels],  # type: ignore[attr-defined]
        "back_url": reverse("scales:add", args=[body.ref]),
    }
    return render(request, "scope/check_scale.html", context)
