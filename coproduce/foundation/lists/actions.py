"""Who took which list away, and how many rows: whoever answers for personal data can say so."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import actions as history
from coproduce.foundation.history import event_types

if TYPE_CHECKING:
    from contributors.accounts.models import User

TAKEN = "took a list away"
event_types.register({TAKEN: _("Took a list away as a spreadsheet")})


@transaction.atomic
def note_taken(
    about: Sequence[models.Model], *, name: str, rows: int, narrowed_by: Sequence[str], by: "User"
) -> None:
    """Write down that a list was taken away. `about` are the rows whose history it stands in.

    What was searched for is not kept: it may be a name.
    """
    for subject in about:
        history.record(
            subject, TAKEN, by=by, detail={"list": name, "rows": rows, "narrowed_by": list(narrowed_by)}
        )
