from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Case, Words
from coproduce.foundation.lists.registry import Column, declare

_COLUMNS = [Column(_("Word"), "word"), Column(_("What it means"), "explanation")]
_ASKED = Words(_("Part of a word or of what it means"), ["word", "explanation"])

WORDS = declare(
    "meetings:words",
    title=_("Words we use"),
    columns=_COLUMNS,
    filters=[
        _ASKED,
        Case(
            "state",
            _("Status"),
            {
                "waits": (_("Waiting for you"), Q(explanation="")),
                "explained": (_("Explained"), ~Q(explanation="")),
            },
        ),
    ],
)
MY_WORDS = declare("my_meetings:words", title=_("Words we use"), columns=_COLUMNS, filters=[_ASKED], own=True)
