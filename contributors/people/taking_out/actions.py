"""Who took the people of an organisation away as a file: whoever answers for the data can say so."""

from django.db import transaction

from contributors.accounts.models import Organisation, User
from contributors.people.importing.rules.kinds import RowKind
from coproduce.foundation.history import actions as history
from coproduce.foundation.lists.actions import TAKEN


@transaction.atomic
def note(organisation: Organisation, kind: RowKind, *, by: User) -> None:
    """Write down that a file was taken away, before its first line is written."""
    history.record(
        organisation, TAKEN, by=by, detail={"list": f"people:export {kind.key}", "narrowed_by": []}
    )
