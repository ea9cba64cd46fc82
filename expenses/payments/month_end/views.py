"""Closing a month: the figures, what happened in it, what is still open, and a table to take away."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coproduce.foundation import clock, money, permissions
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from expenses.payments.ledger.states import EntryKind
from expenses.payments.month_end import queries, rules
from expenses.payments.month_end.lists import MONTH
from expenses.payments.month_end.rules import Closing, Month
from expenses.payments.queries import organisations_of


def chosen(request: AuthenticatedRequest, ref: str, month: str) -> Month:
    """Return the month of an organisation the person may see. Raises Http404, also for no such month."""
    organisation = permissions.get_visible_or_404(organisations_of(request.user, "see_payments"), ref)
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", month) or month[:4] < "2000":
        raise Http404
    first = dt.date(int(month[:4]), int(month[5:]), 1)
    if first > clock.today():
        raise Http404
    return Month(organisation, first)


@require_safe
@permissions.permission_required("see_payments")
def list_months(request: AuthenticatedRequest) -> HttpResponse:
    """The months that can be looked at, newest first."""
    context = {
        "books": [(one, queries.months_of(one)) for one in organisations_of(request.user, "see_payments")],
        "back_url": reverse("payments:list"),
    }
    return render(request, "payments/month_end/list.html", context)


@require_safe
@permissions.permission_required("see_payments")
def detail(request: AuthenticatedRequest, organisation: str, month: str) -> HttpResponse:
    """One month: opening, what moved it, closing; what is open; every entry."""
    about = chosen(request, organisation, month)
    closing = queries.close(about)
    entries = queries.with_reference(queries.entries_of(about)).select_related("run")

    def say(rows: Sequence[Any]) -> None:
        for entry in rows:
            entry.words = capfirst(EntryKind(entry.kind).label)

    context = {
        "month": about,
        "heading": date_format(about.first, "F Y"),
        "rows": figures(closing),
        "closing": closing,
        **queries.open_things(about),
        "back_url": reverse("payments:months"),
    }
    return lists.answer(
        request,
        MONTH,
        entries,
        key="id",
        template="payments/month_end/detail.html",
        context=context,
        about=about.organisation,
        dress=say,
    )


def figures(closing: Closing) -> list[dict[str, str]]:
    """Return the figures of a month as rows of a summary list."""
    moved = [(str(capfirst(EntryKind(kind).label)), pence) for kind, pence in closing.moved.items()]
    rows: list[tuple[str, int]] = [(_("Owed to people when the month began"), closing.opening), *moved]
    rows += [
        (_("Owed to people when the month ended"), closing.closing),
        (_("All accounts in total (must be zero)"), closing.trial_balance),
    ]
    return [{"label": label, "value": money.pounds(pence)} for label, pence in rows]


@require_safe
@permissions.permission_required("see_payments")
def download(request: AuthenticatedRequest, organisation: str, month: str, kind: str) -> HttpResponse:
    """A month as a table to take away."""
    about = chosen(request, organisation, month)
    if kind not in rules.KINDS:
        raise Http404
    rows = queries.sheet_of(about)
    content = rules.as_csv(rows) if kind == "csv" else rules.as_xlsx(rows, title=f"{about.first:%Y-%m}")
    response = HttpResponse(content, content_type=rules.KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="payments-{about.first:%Y-%m}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response
