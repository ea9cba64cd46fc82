"""A file comes in, and somebody says what its columns hold. Nobody is written down yet."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contributors.accounts.models import Organisation, User
from contributors.people.importing.actions import working
from contributors.people.importing.models import PeopleImport, RememberedColumn
from contributors.people.importing.queries import remembered
from contributors.people.importing.rules import kinds
from contributors.people.importing.rules.people import guessed
from contributors.people.importing.states import Status
from coproduce.foundation.documents.tables import Table
from coproduce.foundation.history import actions as history
from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import TransitionRefused, lock_for, transition

event_types.register(
    {
        "file read": _lazy("A file of people was read"),
        "columns said": _lazy("What its columns hold was said"),
        "checked": _lazy("Its rows were checked"),
        "checked again": _lazy("Its rows are checked again"),
        "sent in": _lazy("Its rows are to be brought in"),
        "brought in": _lazy("Its rows were brought in"),
        "undo asked for": _lazy("It is to be undone"),
        "import undone": _lazy("It was undone"),
        "import stopped": _lazy("It was stopped: nothing was brought in"),
        "told": _lazy("People who were brought in are told"),
    }
)


@transaction.atomic
def receive(table: Table, *, organisation: Organisation, kind: str, by: User) -> PeopleImport:
    """Keep what a file says, with its hash, until somebody has said what its columns hold."""
    row = kinds.get(kind)
    imported = PeopleImport.objects.create(
        organisation=organisation,
        kind=kind,
        made_by=by,
        file_name=table.name,
        sha256=table.sha256,
        head=table.head,
        head_row=table.head_row,
        notes=table.notes,
        packed=table.packed,
        rows_read=table.rows,
        mapping=guessed(table.head, row.columns, remembered(organisation.pk, row)),
    )
    history.record(imported, "file read", by=by, detail={"rows": table.rows})
    return imported


@transaction.atomic
def say_columns(
    imported: PeopleImport, *, by: User, mapping: dict[str, str], source: str = "", consent: str = ""
) -> PeopleImport:
    """Say what each column holds, where the details come from and how people agreed; then check the rows.

    What was said is remembered for the next file with these headings. Raises TransitionRefused when a
    needed column is missing or one is named twice.
    """
    kind = kinds.get(imported.kind)
    _whole(kind, mapping)
    fresh = lock_for(imported, "columns said")
    for place, heading in enumerate(fresh.head):
        key = " ".join(heading.replace("_", " ").split()).casefold()[:200]
        if key:
            RememberedColumn.objects.update_or_create(
                organisation=fresh.organisation,
                kind=kind.key,
                heading=key,
                defaults={"means": mapping.get(str(place), "")},
            )
    fresh = transition(
        fresh, "columns said", by=by, mapping=mapping, source=source, consent=consent, rows_done=0
    )
    return working.go_on(fresh)


def _whole(kind: kinds.RowKind, mapping: dict[str, str]) -> None:
    given = list(mapping.values())
    for column in kind.columns:
        if given.count(column.key) > 1:
            words = _("You chose “%(title)s” for two columns. Choose it for one.")
            raise TransitionRefused(words % {"title": column.title})
        if column.needed and column.key not in given:
            raise TransitionRefused(_("Say which column holds “%(title)s”.") % {"title": column.title})


@transaction.atomic
def stop(imported: PeopleImport, *, by: User) -> PeopleImport:
    """Give an import up before anything is written. Its rows are deleted at once."""
    fresh = transition(imported, "import stopped", by=by, packed=b"")
    fresh.rows.all().delete()
    return fresh


def stops_in(status: str) -> bool:
    """Say whether an import that stands here can still be given up."""
    return status in (Status.MAPPING, Status.CHECKING, Status.READY)
