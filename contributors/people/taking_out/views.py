"""Staff: a file to type over, and what an organisation has as a file of the shape that is read."""

from itertools import islice

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contributors.accounts.models import Organisation
from contributors.people.importing.queries import offered_to, organisations_of
from contributors.people.importing.rules import kinds
from contributors.people.taking_out import actions, rules
from coproduce.foundation import permissions
from coproduce.foundation.documents import spreadsheet
from coproduce.foundation.documents.downloads import file_response
from coproduce.foundation.lists.pages import MOST_ROWS
from coproduce.foundation.pages.requests import AuthenticatedRequest


@require_safe
@permissions.permission_required("edit_people")
def sample(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    """A file with the right headings and one row, to type over."""
    one = _offered(request, kind)
    shown = [column for column in one.columns if column.example]
    headings = [spreadsheet.Heading(str(column.title), open=True) for column in shown]
    content = spreadsheet.build(str(one.title), headings, [[column.example for column in shown]], spare=50)
    return file_response(content, spreadsheet.CONTENT_TYPE, f"{one.key}.xlsx")


@require_safe
@permissions.permission_required("edit_people")
def export(request: AuthenticatedRequest, kind: str, organisation: str) -> HttpResponseBase:
    """What an organisation has, as a CSV of the shape that is read: read in again, it changes nothing."""
    where, one = _whose(request, kind, organisation)
    actions.note(where, one, by=request.user)
    response = StreamingHttpResponse(
        rules.csv_lines(one, one.export(where, request.user)), content_type="text/csv; charset=utf-8"
    )
    plain = file_response(b"", "text/csv", f"{one.key}.csv")
    for name in ("Content-Disposition", "X-Content-Type-Options", "Cache-Control"):
        response[name] = plain[name]
    return response


@require_safe
@permissions.permission_required("edit_people")
def export_sheet(request: AuthenticatedRequest, kind: str, organisation: str) -> HttpResponse:
    """The same as a spreadsheet, in which people can type: days and amounts are days and amounts."""
    where, one = _whose(request, kind, organisation)
    rows = list(islice(one.export(where, request.user), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        words = _("A spreadsheet holds up to %(n)s rows. Take the CSV file: it holds them all.")
        messages.error(request, words % {"n": f"{MOST_ROWS:,}"})
        return redirect("people:imports")
    actions.note(where, one, by=request.user)
    content = rules.sheet(one, rows)
    return file_response(content, spreadsheet.CONTENT_TYPE, f"{one.key}.xlsx")


def _whose(request: AuthenticatedRequest, kind: str, organisation: str) -> tuple[Organisation, kinds.RowKind]:
    where = permissions.get_visible_or_404(organisations_of(request.user), organisation)
    one = _offered(request, kind)
    permissions.allow(request.user, one.capability, where.pk)
    return where, one


def _offered(request: AuthenticatedRequest, key: str) -> kinds.RowKind:
    for one in offered_to(request.user):
        if one.key == key:
            return one
    raise Http404
