from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare
from projects.roles.states import AssignmentState

MY_ROLES = declare(
    "my_roles:list",
    title=_("My roles"),
    columns=[
        Column(_("Role"), "role.title"),
        Column(_("Project"), "role.project.title"),
        choice(_("Status"), "status"),
        day(_("Answer by"), lambda one: one.answer_by if one.facts.is_invited else None),
    ],
    filters=[
        Words(_("Part of the role or the project"), ["role__title", "role__project__title"]),
        Choice("status", _("Status"), AssignmentState.choices),
    ],
    own=True,
)
