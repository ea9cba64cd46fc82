"""The one way in which a list is answered: as a page that is narrowed in the address, or as a spreadsheet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.documents import spreadsheet
from coproduce.foundation.documents.downloads import file_response
from coproduce.foundation.lists import actions, choosing, filters
from coproduce.foundation.lists.registry import ListOf
from coproduce.foundation.pages import paging
from coproduce.foundation.pages.forms import FilterForm
from coproduce.foundation.pages.presenters import uk_when
from coproduce.foundation.pages.requests import AuthenticatedRequest

Context = dict[str, Any]
Dress = Callable[[Sequence[Any]], Any]
AS, SHEET = "as", "spreadsheet"
MOST_ROWS = 5_000
"""So many rows are taken away at once: more would hold the server up, and nobody reads them."""
CHUNK = 500
PLACES = ("after", "before", AS)
"""What an address says beside the filters."""


def answer(
    request: AuthenticatedRequest,
    which: ListOf,
    rows: models.QuerySet[Any],
    *,
    key: str,
    template: str,
    context: Context | Callable[[paging.Page], Context],
    form: FilterForm | None = None,
    asking: Sequence[filters.Filter] | None = None,
    about: models.Model | None = None,
    dress: Dress | None = None,
    size: int = 25,
) -> HttpResponse:
    """Return a list as its page, or as the spreadsheet the address asks for: the same rows in the same order.

    rows     what the person may see, narrowed already where the list has a form of its own (`form`)
    key      what they are ordered by
    context  what the page shows besides, or a function of the page of rows
    asking   the filters, where they depend on the address
    about    the project or run the list belongs to: what is taken away stands in its history
    dress    reads what some rows need beyond their columns, for many at once
    """
    if form is None:
        asking = which.filters if asking is None else asking
        form = filters.form_of(asking, request.GET)
        rows = filters.narrowed(rows, asking, form)
    if request.GET.get(AS) == SHEET:
        if which.stays:
            raise Http404
        return _sheet(request, which, rows, key=key, form=form, about=about, dress=dress)
    page = paging.page(rows, request, key=key, size=size)
    if dress:
        dress(page.rows)
    page = _with_ways_on(request, which, page, form)
    more = context(page) if callable(context) else context
    return render(request, template, {"form": form} | more | {"page": page})


def _with_ways_on(
    request: AuthenticatedRequest, which: ListOf, page: paging.Page, form: FilterForm
) -> paging.Page:
    """Return a page that knows its filters, and how it is cleared and taken away."""
    return replace(
        page,
        form=form if form.fields else None,
        filtered=bool(_narrowing(form)),
        clear_url=request.path,
        sheet_url=f"?{_with(request.GET, **{AS: SHEET})}" if page.rows and not which.stays else "",
        kept=tuple(kept_of(request.GET)),
    )


def asked(form: FilterForm) -> Context:
    """Return the good answers of a list's own form of filters; nothing for one that nobody filled in."""
    return filters.asked(form)


def narrowed(
    request: AuthenticatedRequest, which: ListOf, rows: models.QuerySet[Any]
) -> models.QuerySet[Any]:
    """Return the rows that the address leaves over of a list: for whoever chose "all that match"."""
    return filters.narrowed(rows, which.filters, filters.form_of(which.filters, request.GET))


def kept_of(given: QueryDict) -> list[tuple[str, str]]:
    """Return the filters of an address, as fields of a form that goes on from the list."""
    return [(name, one) for name in given if name not in PLACES for one in given.getlist(name) if one]


def kept_query(given: QueryDict, *without: str) -> str:
    """Return the filters of an address as a query, to come back to the same list after choosing from it."""
    left = (*without, *choosing.NAMES)
    return urlencode([(name, value) for name, value in kept_of(given) if name not in left])


def _narrowing(form: FilterForm) -> dict[str, Any]:
    """Return the answers that narrow the list: what is only kept in the address does not."""
    hidden = {field.name for field in form.hidden_fields()}
    return {name: value for name, value in filters.asked(form).items() if value and name not in hidden}


def _with(given: QueryDict, **more: str) -> str:
    query = given.copy()
    for name in PLACES:
        query.pop(name, None)
    query.update(more)
    return query.urlencode()


def _sheet(
    request: AuthenticatedRequest,
    which: ListOf,
    rows: models.QuerySet[Any],
    *,
    key: str,
    form: FilterForm,
    about: models.Model | None,
    dress: Dress | None,
) -> HttpResponse:
    """Give the spreadsheet, and write down that it was taken away."""
    total = rows.order_by().values("pk")[: MOST_ROWS + 1].count()
    if total > MOST_ROWS:
        words = _("A spreadsheet holds up to %(n)s rows. Use the filters to show fewer, then take it away.")
        messages.error(request, words % {"n": f"{MOST_ROWS:,}"})
        return redirect(f"{request.path}?{_with(request.GET)}".rstrip("?"))
    title = str(which.title)
    content = spreadsheet.build(
        title,
        [spreadsheet.Heading(str(column.title), column.kind) for column in which.columns],
        ([column.of(row) for column in which.columns] for row in _all(rows, key, dress)),
        about=_about(request, title, total, form),
    )
    if not which.own or request.user.helping:
        actions.note_taken(
            _whose_history(request, which, about),
            name=which.url,
            rows=total,
            narrowed_by=sorted(_narrowing(form)),
            by=request.user,
        )
    name = f"{which.url.replace(':', '-').replace('_', '-')}-{clock.today()}.xlsx"
    return file_response(content, spreadsheet.CONTENT_TYPE, name)


def _whose_history(
    request: AuthenticatedRequest, which: ListOf, about: models.Model | None
) -> Sequence[models.Model]:
    """Return the rows in whose history it stands: the project or run, else the organisations of who took it.

    What a helper takes away of somebody's own lists stands in the history of that person.
    """
    if which.own:
        return [request.user.helping.person] if request.user.helping else []
    return [about] if about else list({held.organisation for held in request.user.current_roles})


def _all(rows: models.QuerySet[Any], key: str, dress: Dress | None) -> Iterator[Any]:
    """Walk the rows in the order of the page, dressed some hundreds at a time."""
    down = "-" if key.startswith("-") else ""
    chunk: list[Any] = []
    for row in rows.order_by(key, f"{down}id").iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _dressed(chunk, dress)
            chunk = []
    yield from _dressed(chunk, dress)


def _dressed(rows: list[Any], dress: Dress | None) -> list[Any]:
    if dress and rows:
        dress(rows)
    return rows


def _about(request: AuthenticatedRequest, title: str, total: int, form: FilterForm) -> list[tuple[str, str]]:
    """Return what the second sheet says: what this is, of when, by whom, how narrowed, how to treat it."""
    narrowing = [(str(form.fields[name].label), _as_read(form, name)) for name in _narrowing(form)]
    return [
        (_("List"), title),
        (_("Taken away on"), uk_when(clock.now())),
        (_("By"), str(request.user)),
        (_("Rows"), f"{total:,}"),
        *narrowing,
        (
            _("Please note"),
            _(
                "It may hold personal data. Keep it where only those who need it can open it, and delete it "
                "when it is no longer needed. It is locked so that nothing is changed by accident."
            ),
        ),
    ]


def _as_read(form: FilterForm, name: str) -> str:
    value = form.cleaned_data[name]
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(str(value), value))
