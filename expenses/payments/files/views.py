"""The files of runs, and how the bank wants them: what is in use, what is suggested, a sample."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import Organisation
from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation import permissions
from coproduce.foundation.encrypted_fields import words_or_not
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.presenters import uk_when
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.payees.queries import account_name
from expenses.payments.files import actions, own_csv, queries
from expenses.payments.files.bacs18 import Sender
from expenses.payments.files.forms import BacsForm, CheckForm, OwnForm, PlainForm, SettingsForm
from expenses.payments.files.lists import NAMES
from expenses.payments.files.models import BankFile, FileSettings
from expenses.payments.files.rules import bank_text
from expenses.payments.files.states import FileFormat, SettingsState
from expenses.payments.queries import find_run, organisations_of

FORMS: dict[str, type[SettingsForm]] = {
    FileFormat.PLAIN: PlainForm,
    FileFormat.OWN: OwnForm,
    FileFormat.BACS18: BacsForm,
}


@require_safe
@permissions.permission_required("see_payments")
def overview(request: AuthenticatedRequest) -> HttpResponse:
    """What each organisation's files are written by, and what waits for a second person."""
    mine = organisations_of(request.user, "see_payments")
    known = FileSettings.objects.visible_to(request.user).exclude(status=SettingsState.REPLACED)
    context = {
        "books": by_organisation(mine, known.select_related("made_by", "checked_by")),
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
    mine = list(organisations_of(request.user, "make_payments"))
    form = FORMS[format](request.POST if request.method == "POST" else None, organisations=mine)
    suggested: list[FileSettings] = []
    if submit(
        request,
        form,
        lambda: suggested.append(actions.suggest(**form.arguments(), by=request.user)),
        done=_("Suggested. A second person now has to check it."),
    ):
        return redirect("payments:file_check", suggested[0].ref)
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
    if submit(
        request,
        form,
        lambda: actions.check(settings, **form.cleaned_data, by=request.user),
        done=_("The check is saved."),
    ):
        return redirect("payments:files")
    is_bacs = settings.format == FileFormat.BACS18
    account = actions.open_account(settings, by=request.user) if is_bacs else None
    context = {
        "settings": settings,
        "form": form if may_check else None,
        "rows": what_it_says(settings, account),
        "sample": queries.sample(settings),
        "heading": settings.get_format_display(),
        "back_url": reverse("payments:files"),
    }
    return render(request, "payments/files/check.html", context)


@require_safe
@permissions.permission_required("see_payments")
@step_up
def names(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Account names as typed and as the bank file writes them, before the file is made."""
    run = find_run(request.user, ref, "make_payments")

    def look(payments: Sequence[Any]) -> None:
        for payment in payments:
            row = payment.bank_details
            payment.typed = words_or_not(row, account_name) if row else payment.payee_name
            payment.written = bank_text(payment.typed)
        actions.note_names_seen(run, payments=len(payments), by=request.user)

    return lists.answer(
        request,
        NAMES,
        run.payments.live().select_related("claim", "bank_details"),
        key="id",
        template="payments/names.html",
        context={"run": run, "back_url": reverse("payments:detail", args=[run.ref])},
        dress=look,
    )


@require_safe
@permissions.permission_required("see_payments")
@step_up
def download(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give out the frozen file, the same bytes every time. Who took it is written down."""
    run = find_run(request.user, ref, "make_payments")
    file = get_object_or_404(BankFile, run=run)
    kind = "text/plain; charset=us-ascii" if file.name.endswith(".txt") else "text/csv; charset=utf-8"
    response = HttpResponse(actions.give_out(file, by=request.user), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def by_organisation(
    organisations: Iterable[Organisation], known: Iterable[FileSettings]
) -> list[dict[str, Any]]:
    """Return for each organisation what is in use and what waits."""
    found = {(one.organisation_id, one.status): one for one in known}
    return [
        {
            "name": one.name,
            "in_use": found.get((one.pk, SettingsState.IN_USE)),
            "waiting": found.get((one.pk, SettingsState.WAITING)),
        }
        for one in organisations
    ]


def what_it_says(settings: FileSettings, sender: Sender | None) -> list[dict[str, str]]:
    """Return settings as rows of a summary list; the account in clear when it was opened."""
    rows = [
        (_("Organisation"), settings.organisation.name),
        (_("Status"), settings.get_status_display()),
        (_("Suggested by"), f"{settings.made_by}, {uk_when(settings.made_at)}"),
        (_("Working days until the bank acts on it"), str(settings.days_ahead)),
    ]
    if settings.format == FileFormat.OWN:
        rows += [
            (_("Columns"), own_csv.as_typed(settings.columns)),
            (_("First line with headings"), _("Yes") if settings.heading_row else _("No")),
            (_("Separator"), settings.get_separator_display()),
            (_("Dates as"), settings.get_day_format_display()),
            (_("Amounts in"), settings.get_unit_display()),
        ]
    if sender:
        rows += [
            (_("Service user number"), sender.service_user_number),
            (_("Name of the account"), sender.name),
            (_("Sort code"), sender.sort_code),
            (_("Account number"), sender.account_number),
        ]
    return [{"label": label, "value": value} for label, value in rows]
