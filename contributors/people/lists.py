from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation.lists.registry import Column, declare


def reached_by(person: Any) -> str:
    """Return how somebody is reached, as the list says it: of those who do not share it, only by email."""
    return capfirst(person.get_channel_display() if person.shares else _("email"))


PEOPLE = declare(
    "people:list",
    title=gettext_lazy("People your organisation knows"),
    columns=[Column(gettext_lazy("Name"), "name"), Column(gettext_lazy("Reached by"), reached_by)],
)
