"""Notes about a person, for staff."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contributors.people.models import Person, PersonNote
from contributors.people.notes import actions
from contributors.people.notes.forms import NoteForm
from contributors.people.notes.queries import organisation_to_note_in
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def write(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write a note about a person."""
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    organisation = organisation_to_note_in(person, request.user)
    if organisation is None:
        raise PermissionDenied
    form = NoteForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.write_note(
            person,
            organisation_id=organisation,
            words=form.cleaned_data["words"],
            shared=form.cleaned_data["shared"] == "yes",
            by=request.user,
        ),
        done=_("The note is saved."),
    ):
        return redirect("people:detail", ref)
    back = reverse("people:detail", args=[ref])
    context = {"form": form, "heading": _("Write a note"), "caption": person.name, "back_url": back}
    return render(request, "people/edit.html", context)


@require_POST
@permissions.permission_required("edit_people")
@idempotent
def remove(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take a note out at once; the banner offers to put it back."""
    note = permissions.get_visible_or_404(
        PersonNote.objects.visible_to(request.user).select_related("person"), ref
    )
    submit(request, None, lambda: actions.remove_note(note, by=request.user), done=_("The note is gone."))
    return redirect("people:detail", note.person.ref)
