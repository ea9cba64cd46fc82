"""Staff: bring in people from a file, look at each row first, and undo it for a day."""

from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.people.importing import queries
from contributors.people.importing.actions import answering, receiving, working
from contributors.people.importing.forms import AnswerAllForm, ColumnsForm, RowForm, TellForm, UploadForm
from contributors.people.importing.lists import IMPORTS, ROWS
from contributors.people.importing.models import ImportRow, PeopleImport
from contributors.people.importing.queries import offered_to, organisations_of
from contributors.people.importing.rules import kinds
from contributors.people.importing.states import AT_WORK, IN, Choice, Outcome, Status
from coproduce.foundation import permissions
from coproduce.foundation.documents.tables import rows_of
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit

SHOWN, SAMPLES, LONGEST = 100, 3, 40
WITH = ("organisation", "made_by", "done_by")


@require_safe
@permissions.permission_required("edit_people")
def imports(request: AuthenticatedRequest) -> HttpResponse:
    """The files of the user's organisations, the latest first."""
    rows = PeopleImport.objects.visible_to(request.user).select_related("organisation", "made_by")
    context = {
        "taken_out": queries.taken_out_by(request.user),
        "back_url": reverse("people:list"),
    }
    return lists.answer(
        request,
        IMPORTS,
        rows.defer("packed").prefetch_related("made_by__people"),
        key="-id",
        template="people/importing/list.html",
        context=context,
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def send(request: AuthenticatedRequest) -> HttpResponse:
    """Send a file. Its rows are read, and nobody is written down."""
    organisations, offered = list(organisations_of(request.user)), offered_to(request.user)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        organisations=organisations,
        offered=offered,
        initial={"kind": request.GET.get("kind", offered[0].key)},
    )
    if form.is_valid():
        data = form.cleaned_data
        chosen = data.get("organisation", organisations[0].ref)
        organisation = next(one for one in organisations if one.ref == chosen)
        kind = data.get("kind") or offered[0].key
        permissions.allow(request.user, kinds.get(kind).capability, organisation.pk)
        made = receiving.receive(data["table"], organisation=organisation, kind=kind, by=request.user)
        return redirect("people:import_columns", made.ref)
    context = {
        "form": form,
        "heading": _("Bring people in from a file"),
        "layout": "layouts/staff.html",
        "kinds": offered,
        "back_url": reverse("people:imports"),
    }
    return render(request, "people/importing/send.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def columns(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say what each column holds. What was said for a heading before is chosen already."""
    imported = _find(request, ref)
    if not imported.has(Status.MAPPING, Status.READY):
        return redirect("people:import_detail", ref)
    form = ColumnsForm(request.POST or None, imported=imported, samples=_samples(imported))
    if submit(
        request,
        form,
        lambda: receiving.say_columns(
            imported,
            by=request.user,
            mapping=form.mapping,
            source=form.cleaned_data.get("source", ""),
            consent=form.cleaned_data.get("consent", ""),
        ),
    ):
        return redirect("people:import_detail", ref)
    context = {
        "form": form,
        "imported": imported,
        "heading": _("What do the columns hold?"),
        "caption": imported.file_name,
        "layout": "layouts/staff.html",
        "back_url": reverse("people:imports"),
    }
    return render(request, "people/importing/columns.html", context)


def _samples(imported: PeopleImport) -> dict[int, list[str]]:
    """Return what stands in the first rows of each column."""
    found: dict[int, list[str]] = {}
    first: Any = islice(rows_of(bytes(imported.packed)), SAMPLES) if imported.packed else imported.rows.all()
    for row in first[:SAMPLES] if not imported.packed else first:
        for place, text in enumerate(row.cells):
            if short := " ".join(text.split())[:LONGEST]:
                found.setdefault(place, []).append(short)
    return found


@require_safe
@permissions.permission_required("edit_people")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One file: how far it is, what each row comes to, and what can be done with it now."""
    imported = _find(request, ref)
    if imported.has(Status.MAPPING):
        return redirect("people:import_columns", ref)
    kind = kinds.get(imported.kind)
    found = queries.counts(imported) if imported.has(Status.READY) else {}
    left = kind.telling.untold(imported).count() if kind.telling and imported.has(Status.DONE) else 0
    context = {
        "imported": imported,
        "kind": kind,
        "at_work": imported.has(*AT_WORK),
        "is_in": imported.has(*IN),
        "may_stop": receiving.stops_in(imported.status),
        "counts": [(Outcome(key).label, n) for key, n in found.items()],
        "questions": found.get(Outcome.ASK, 0),
        "send_label": _send_label(found) if _goes(found) else "",
        "answer_all": _asks(imported) if found.get(Outcome.ASK) else None,
        "to_tell": left,
        "back_url": reverse("people:imports"),
    }
    rows = imported.rows.defer("cells", "marks", "before").select_related("person")
    return lists.answer(
        request, ROWS, rows, key="number", template="people/importing/detail.html", context=context
    )


def _asks(imported: PeopleImport) -> AnswerAllForm:
    form = AnswerAllForm(makes_people=kinds.get(imported.kind).makes_people)
    form.action = reverse("people:import_answer_all", args=[imported.ref])
    return form


def _goes(found: dict[str, int]) -> bool:
    return bool(found) and not found[Outcome.ASK] and bool(found[Outcome.NEW] + found[Outcome.CHANGED])


def _send_label(found: dict[str, int]) -> str:
    n = found[Outcome.NEW] + found[Outcome.CHANGED]
    words = ngettext("Bring in %(n)s row", "Bring in %(n)s rows", n) % {"n": f"{n:,}"}
    if out := found[Outcome.REFUSED]:
        words += " " + ngettext("and leave %(n)s out", "and leave %(n)s out", out) % {"n": f"{out:,}"}
    return words


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def row(request: AuthenticatedRequest, ref: str, row: str) -> HttpResponse:
    """Mend one row, say whom it is, or leave it out."""
    imported = _find(request, ref)
    found = permissions.get_visible_or_404(imported.rows.all(), row)
    back = reverse("people:import_detail", args=[ref])
    if not imported.has(Status.READY):
        return redirect(back)
    candidates = queries.candidates_of(found)
    form: RowForm | None = RowForm(request.POST or None, row=found, candidates=candidates)
    if "leave_out" in request.POST:
        form = None
    done = submit(
        request,
        form,
        lambda: _mended(found, form),
        done=lambda one: (
            _("Row %(n)s: %(outcome)s.") % {"n": one.number, "outcome": one.get_outcome_display()}
        ),
    )
    if done:
        return redirect("people:import_row", ref, row) if done.result.problems else redirect(back)
    context = {
        "form": form,
        "row": found,
        "heading": _("Row %(n)s") % {"n": found.number},
        "caption": imported.file_name,
        "layout": "layouts/staff.html",
        "back_url": back,
    }
    return render(request, "people/importing/row.html", context)


def _mended(row: ImportRow, form: RowForm | None) -> ImportRow:
    if form is None:
        return answering.mend(row, choice=Choice.OUT)
    return answering.mend(row, cells=form.cells, choice=form.cleaned_data.get("choice", ""))


@require_POST
@permissions.permission_required("edit_people")
@idempotent
def answer_all(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give every open question of a file one answer."""
    imported = _find(request, ref)
    form = AnswerAllForm(request.POST, makes_people=kinds.get(imported.kind).makes_people)
    if not submit(request, form, lambda: answering.answer_all(imported, choice=form.cleaned_data["choice"])):
        messages.error(request, _("Choose one of the answers first."))
    return redirect("people:import_detail", ref)


@require_POST
@permissions.permission_required("edit_people")
@idempotent
def bring_in(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Bring in what was looked at: all of it, or nothing."""
    imported = _find(request, ref)
    done = submit(request, None, lambda: working.send_in(imported, by=request.user))
    if done and done.result.has(Status.READY):
        messages.error(
            request, _("Something here has changed since. Nothing was added: look at the rows again.")
        )
    return redirect("people:import_detail", ref)


@require_POST
@permissions.permission_required("edit_people")
@idempotent
def stop(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give a file up before anything is written."""
    imported = _find(request, ref)
    words = _("It is stopped. Nothing was added, and its rows are deleted.")
    submit(request, None, lambda: receiving.stop(imported, by=request.user), done=words)
    return redirect("people:import_detail", ref)


@require_POST
@permissions.permission_required("edit_people")
@idempotent
def undo(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take back what a file brought in, within a day."""
    imported = _find(request, ref)
    submit(request, None, lambda: working.ask_undo(imported, by=request.user))
    return redirect("people:import_detail", ref)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def tell(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Tell all or some of the people that a file brought in. Until then nobody has heard from us."""
    imported = _find(request, ref)
    telling = kinds.get(imported.kind).telling
    if telling is None:
        raise Http404
    waiting = telling.untold(imported).select_related("person").order_by("person__name", "pk")
    people = [one.person for one in waiting[:SHOWN]]
    form = TellForm(request.POST or None, people=people)
    refs = None if "everyone" in request.POST else request.POST.getlist("people")
    if people and submit(
        request,
        form,
        lambda: telling.tell(imported, request.user, refs),
        done=lambda n: (
            ngettext("We write to %(n)s person.", "We write to %(n)s people.", n) % {"n": f"{n:,}"}
        ),
    ):
        return redirect("people:import_detail", ref)
    context = {
        "form": form,
        "people": people,
        "telling": telling,
        "count": waiting.count(),
        "heading": _("Tell the people you brought in"),
        "caption": imported.file_name,
        "layout": "layouts/staff.html",
        "back_url": reverse("people:import_detail", args=[ref]),
    }
    return render(request, "people/importing/tell.html", context)


def _find(request: AuthenticatedRequest, ref: str) -> PeopleImport:
    visible = PeopleImport.objects.visible_to(request.user)
    found = permissions.get_visible_or_404(visible.select_related(*WITH), ref)
    permissions.allow(request.user, kinds.get(found.kind).capability, found.organisation_id)
    return found
