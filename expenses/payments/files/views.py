"""How the bank wants its files: what is in use, what is suggested, what a file looks like."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import Organisation, User
from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation import permissions
from coproduce.foundation.history import actions as history
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from coproduce.foundation.transitions import TransitionRefused
from expenses.payments.files import accounts, actions, figures, writing
from expenses.payments.files.forms import BacsForm, CheckForm, OwnForm, PlainForm, SettingsForm
from expenses.payments.files.models import FileSettings
from expenses.payments.files.states import FileFormat, SettingsState

FORMS: dict[str, type[SettingsForm]] = {
    FileFormat.PLAIN: PlainForm,
    FileFormat.OWN: OwnForm,
    FileFormat.BACS18: BacsForm,
}


@require_safe
@permissions.permission_required("see_payments")
def overview(request: AuthenticatedRequest) -> HttpResponse:
    """What each organisation's files are written by, and what waits for a second person."""
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("see_payments"))
    known = FileSettings.objects.visible_to(request.user).exclude(status=SettingsState.REPLACED)
    context = {
        "books": figures.by_organisation(mine, known.select_related("made_by", "checked_by")),
        "formats": FileFormat.choices,
        "back_url": reverse("payments:list"),
    }
    return render(request, "payments/files/overview.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@step_up
@idempotent
def suggest(request: AuthenticatedRequest, format: str) -> HttpResponse:
    """Suggest how files are written from now on."""
    if format not in FORMS:
        raise Http404
    mine = list(Organisation.objects.filter(pk__in=request.user.organisation_ids("make_payments")))
    form = FORMS[format](request.POST if request.method == "POST" else None, organisations=mine)
    if request.method == "POST" and form.is_valid():
        settings = actions.suggest(**form.arguments(), by=request.user)
        messages.success(request, _("Suggested. Now a second person has to check it."))
        return redirect("payments:file_check", settings.ref)
    context = {
        "form": form,
        "heading": FileFormat(format).label,
        "lead": _("Nothing changes until a second person has checked it."),
        "layout": "layouts/staff.html",
        "back_url": reverse("payments:files"),
    }
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@step_up
@idempotent
def check(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One suggestion with a sample of what it writes, and the second person's answer."""
    settings = permissions.get_visible_or_404(
        FileSettings.objects.visible_to(request.user).select_related("made_by"), ref
    )
    permissions.allow(request.user, "make_payments", settings.organisation_id)
    may_check = settings.facts.is_waiting and settings.made_by_id != request.user.pk
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return answered(request, settings, form)
    context = {
        "settings": settings,
        "form": form if may_check else None,
        "rows": figures.what_it_says(settings, opened(settings, request.user)),
        "sample": writing.sample(settings),
        "heading": settings.get_format_display(),
        "back_url": reverse("payments:files"),
    }
    return render(request, "payments/files/check.html", context)


def answered(request: AuthenticatedRequest, settings: FileSettings, form: CheckForm) -> HttpResponse:
    """Save the second person's answer, or say why it cannot be."""
    try:
        actions.check(settings, **form.cleaned_data, by=request.user)
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The check is saved."))
    return redirect("payments:files")


def opened(settings: FileSettings, by: User) -> accounts.Sender | None:
    """Return the account in clear, for the pair of eyes; who looked is written down."""
    if settings.format != FileFormat.BACS18:
        return None
    with transaction.atomic():
        history.record(settings, "file format looked at", by=by)
    return accounts.sender(settings)
