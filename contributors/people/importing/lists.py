from django.utils.translation import gettext_lazy as _

from contributors.people.importing.states import Outcome, Status
from coproduce.foundation.lists.filters import Choice
from coproduce.foundation.lists.registry import choice, declare, moment, number

IMPORTS = declare(
    "people:imports",
    title=_("Files that were brought in"),
    columns=[
        moment(_("Sent"), "made_at"),
        choice(_("State"), "status"),
        number(_("Rows read"), "rows_read"),
        number(_("New"), "created"),
        number(_("Changed"), "updated"),
        number(_("As they were"), "unchanged"),
        number(_("Left out"), "refused"),
    ],
    filters=[Choice("status", _("State"), Status.choices)],
)
ROWS = declare(
    "people:import_detail",
    title=_("Rows of a file"),
    filters=[Choice("outcome", _("What they come to"), Outcome.choices)],
    stays=_("The rows are in the file that was sent, and are deleted here after a day."),
)
