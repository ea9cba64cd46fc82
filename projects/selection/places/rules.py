"""What an appointment record says of numbers: none so small that it tells of somebody. Pure."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

FEW = 5


def shown(n: int, *, few: int = FEW) -> str:
    """Return a number of people as a record may show it."""
    return str(n) if n == 0 or n >= few else _("fewer than %(few)s") % {"few": few}


def lines(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (what, how many) of a record. Places are public; how people applied is not.

    Where one of those who withdrew or were answered is small, both are: the one tells the other.
    """
    counts = facts["counts"]
    ended, counted = counts["ended"], counts["counted"]
    small = 0 < ended < FEW or 0 < counted < FEW
    part = _("not said, because it is about few people")
    return [
        (_("Came in"), shown(counts["came"])),
        (_("Taken back by the person, or joined"), part if small else shown(ended)),
        (_("Took part until the end"), part if small else shown(counted)),
        (_("Written down by staff, by phone, post or in person"), shown(counts["by_others"])),
        (_("Taken though late, each with a reason"), shown(counts["late"])),
        (_("In the list of the draw"), shown(facts["on_list"])),
        (_("Chosen"), str(facts["chosen"])),
        (_("Reserves"), str(facts["reserves"])),
        (_("Reserves who got a place later"), shown(facts["moved_up"])),
        (_("In the role now"), str(facts["in_role"])),
        (_("Asked how they did"), shown(counts["feedback"])),
    ]
