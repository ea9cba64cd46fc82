"""Hours from earlier records come in from a file."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _lazy

from contributors.people.earlier.queries import HOURS, export_hours
from contributors.people.importing.rules import kinds
from contributors.people.records.actions import kind_of

EARLIER_HOURS = kinds.register(
    replace(
        kind_of(
            HOURS,
            "hours",
            _lazy("Hours from before"),
            _lazy("Time people gave before you worked here. It pays nobody, and no meeting follows from it."),
            capability="edit_people",
        ),
        export=export_hours,
    )
)
