from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare
from projects.team.states import ProjectState

PROJECTS = declare(
    "team:list",
    title=_("Projects"),
    columns=[
        Column(_("Title"), "title"),
        Column(_("Organisation"), "organisation.name"),
        choice(_("Status"), "status"),
        Column(_("Named contact"), "lead.name"),
        day(_("From"), "starts_on"),
        day(_("To"), "ends_on"),
    ],
)
MY_PROJECTS = declare(
    "my_projects:list",
    title=_("My projects"),
    columns=[
        Column(_("Title"), "title"),
        Column(_("What it is about"), "summary"),
        choice(_("Status"), "status"),
    ],
    filters=[
        Words(_("Part of the title"), ["title"]),
        Choice("status", _("Status"), ProjectState.choices),
    ],
    own=True,
)
