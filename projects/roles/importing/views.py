"""Staff: a description that is written already becomes a draft."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles.importing import actions, queries
from projects.roles.importing.forms import BringInForm, PlaceForm
from projects.team.queries import editable


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def bring_in(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take a file or pasted text, and read it."""
    project = editable(request.user, ref)
    form = BringInForm(request.POST or None, request.FILES or None)
    kept = submit(
        request,
        form,
        lambda: actions.keep(project, form.found, source=form.source, by=request.user),
        done=_("We have read it. Nothing is saved as a role yet."),
        field="file",
    )
    if kept:
        return redirect("roles:imported", kept.result.ref)
    heading = _("Bring in a role description")
    return form_page(request, project, form, heading, back="roles:overview", template="roles/bring_in.html",
                     waiting=queries.waiting(project)[:20])  # fmt: skip


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def imported(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Show what was understood, move pieces to where they belong, and make the draft."""
    found = queries.imported_for(request.user, ref)
    pieces = queries.to_place(found)
    form = PlaceForm(
        request.POST or None,
        pieces=pieces,
        facts=queries.facts_in(pieces),
        has_role=found.role is not None,
        initial={"title": found.title},
    )
    placed = submit(
        request,
        form,
        lambda: actions.place(
            found,
            title=form.cleaned_data.get("title", ""),
            places=form.places,
            facts=form.chosen,
            by=request.user,
        ),
        done=_("The draft is saved. Nobody else can see it yet."),
    )
    if placed:
        return redirect("roles:detail", placed.result.ref)
    back = ("roles:detail", found.role.ref) if found.role else ("roles:bring_in", found.project.ref)
    return form_page(
        request,
        found.project,
        form,
        _("Look at what we read"),
        back=back[0],
        ref=back[1],
        template="roles/imported.html",
        imported=found,
        open_pieces=sum(not one.field for one in pieces),
        pieces=pieces,
    )


@require_POST
@permissions.staff_required
@idempotent
def drop(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Throw away what came in and became no role."""
    found = queries.imported_for(request.user, ref)
    done = _("It is thrown away.")
    if submit(request, None, lambda: actions.drop(found, by=request.user), done=done):
        return redirect("roles:overview", found.project.ref)
    return redirect("roles:imported", ref)
