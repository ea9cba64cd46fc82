from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.states import How
from coproduce.foundation.lists.filters import Choice, Since, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare

MY_RECORDS = declare(
    "my_records:overview",
    title=_("What was recorded for you"),
    columns=[
        Column(_("About"), "about"),
        day(_("Said on"), "said_on"),
        choice(_("How you said it"), "how"),
        Column(_("What was written down"), "words"),
    ],
    filters=[
        Words(_("Part of what was written down"), ["words"]),
        Choice("how", _("How you said it"), How.choices),
        Since(_("When"), "said_on", moments=False),
    ],
    own=True,
)
