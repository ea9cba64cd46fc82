"""What you have about me: read it, take it away, see who looked, and be forgotten."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import Organisation
from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import PDF, download, file_response
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from coproduce.rights import actions, copies
from coproduce.rights.forms import ALL, ForgetForm
from coproduce.rights.looks import looks_at
from coproduce.rights.models import Erasure
from projects.roles.models import Assignment
from projects.team.models import Project

ROWS_SHOWN = 50


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest) -> HttpResponse:
    """What there is about me, kind by kind, and the ways to take it away or end it."""
    context = {"sections": copies.copy_for(request.person), "back_url": reverse("my_details:overview")}
    return render(request, "rights/my_data.html", context)


@require_safe
@permissions.contributor_required
def section(request: PersonRequest, key: str) -> HttpResponse:
    """Everything of one kind, each row in plain words; the newest fifty, the rest in the file."""
    found = next((one for one in copies.copy_for(request.person) if one.key == key), None)
    if found is None:
        raise Http404
    newest = [
        [{"label": name, "value": value} for name, value in row] for row in reversed(found.rows[-ROWS_SHOWN:])
    ]
    context = {
        "section": found,
        "rows": newest,
        "more": len(found.rows) > ROWS_SHOWN,
        "back_url": reverse("my_data:overview"),
    }
    return render(request, "rights/my_section.html", context)


@require_safe
@permissions.contributor_required
@step_up
def take(request: PersonRequest, kind: str) -> HttpResponse:
    """One file with everything: to read, or for another service."""
    if kind not in ("json", "pdf"):
        raise Http404
    found = copies.copy_for(request.person)
    actions.took_copy(request.person, by=request.user)
    return as_file(found, kind, issuer=_("What we have about you"))


def as_file(found: list[copies.Section], kind: str, *, issuer: str) -> HttpResponse:
    """Return a copy as a download."""
    if kind == "json":
        return file_response(copies.as_json(found), "application/json", "my-data.json")
    return download(copies.as_document(found, issuer=issuer), PDF, name="my-data")


@require_safe
@permissions.contributor_required
def looks(request: PersonRequest) -> HttpResponse:
    """Who looked at what is private about me, when and why."""
    context = {"looks": looks_at(request.person), "back_url": reverse("my_data:overview")}
    return render(request, "rights/my_looks.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@step_up
@idempotent
def leave(request: PersonRequest) -> HttpResponse:
    """Leave a role, a project, an organisation; or be forgotten."""
    person = request.person
    wishes = list(Erasure.objects.filter(person=person).select_related("organisation"))
    asked = {one.organisation_id for one in wishes if one.is_open}
    known = Organisation.objects.filter(connections__person=person).order_by("name")
    open_to = [one for one in known if one.pk not in asked]
    form = ForgetForm(request.POST or None, organisations=open_to)
    if submit(request, form, lambda: _ask(request, form, open_to)):
        messages.success(request, _("We have your wish. You get an answer within a month."))
        return redirect("my_data:leave")
    context = {
        "form": form if open_to else None,
        "wishes": wishes,
        "roles": Assignment.objects.live()
        .filter(person=person)
        .select_related("role__project")
        .order_by("pk"),
        "projects": Project.objects.visible_to_member(person).exclude(status="closed").order_by("pk"),
        "connections": person.connections.select_related("organisation").order_by("pk"),
        "back_url": reverse("my_data:overview"),
    }
    return render(request, "rights/my_leave.html", context)


def _ask(request: PersonRequest, form: ForgetForm, organisations: list[Organisation]) -> None:
    chosen = form.cleaned_data["whom"]
    actions.ask_all(
        request.person, [one for one in organisations if chosen in (ALL, one.ref)], by=request.user
    )
