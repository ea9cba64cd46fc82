from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation.lists.filters import Choice, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare, number
from projects.roles.states import AssignmentState


def versions(role: Any) -> str:
    """Return the versions of a role with their states."""
    return "; ".join(
        _("Version %(number)s: %(state)s") % {"number": one.number, "state": one.get_status_display()}
        for one in role.versions.all()
    )


ROLES = declare(
    "roles:overview",
    title=gettext_lazy("Role descriptions"),
    columns=[
        Column(gettext_lazy("Role"), "title"),
        Column(gettext_lazy("Versions"), versions),
        number(gettext_lazy("Invited"), "invited"),
        number(gettext_lazy("Agreed"), "agreed"),
    ],
    filters=[Words(gettext_lazy("Part of the title"), ["title"])],
)
PEOPLE = declare(
    "roles:detail",
    title=gettext_lazy("People asked to take this role"),
    columns=[
        Column(gettext_lazy("Name"), "person.name"),
        choice(gettext_lazy("Status"), "status"),
        number(gettext_lazy("Version"), "version.number"),
        day(gettext_lazy("Answer by"), lambda one: one.answer_by if one.facts.is_invited else None),
    ],
    filters=[
        Words(gettext_lazy("Name, or part of it"), ["person__name"]),
        Choice("status", gettext_lazy("Status"), AssignmentState.choices),
    ],
)
