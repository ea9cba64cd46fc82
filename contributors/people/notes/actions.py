"""Writing a note about somebody, and taking it out."""

from django.db import transaction
from django.urls import reverse

from contributors.accounts.models import User
from contributors.people.models import Person, PersonNote
from coproduce.foundation.history import actions as history
from coproduce.foundation.undo import actions as undo
from coproduce.foundation.undo import kinds as undo_kinds
from coproduce.foundation.undo.models import Removal


@transaction.atomic
def write_note(person: Person, *, organisation_id: int, words: str, shared: bool, by: User) -> PersonNote:
    """Note something about a person. `shared` notes they read too. The history keeps that, not the words."""
    note = PersonNote.objects.create(
        person=person, organisation_id=organisation_id, written_by=by, words=words, shared=shared
    )
    history.record(note, "note written", by=by, detail={"shared": shared})
    return note


@transaction.atomic
def remove_note(note: PersonNote, *, by: User) -> Removal:
    """Take a note out. For a while it can be put back."""
    history.record(note, "note removed", by=by, detail={"shared": note.shared})
    return undo.remove(note, by=by)


undo_kinds.register(
    undo_kinds.UndoKind(
        "people.PersonNote",
        page=lambda note: reverse("people:detail", args=[note.person.ref]),
        check=lambda note: note.person,
        may=lambda note, by: by.can("edit_people", note.organisation_id),
    )
)
