"""What the floors above add to the page about a person. They register; this floor does not know them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contributors.accounts.models import User
from contributors.people.models import Person


@dataclass(frozen=True)
class Panel:
    """A piece of the page: a template, and what it shows of a person to a member of staff."""

    template: str
    context: Callable[[Person, Any], dict[str, Any]]


_panels: list[Panel] = []


def register(panel: Panel) -> Panel:
    """Add a piece to the page about a person."""
    _panels.append(panel)
    return panel


def shown(person: Person, user: User) -> list[dict[str, Any]]:
    """Return each piece with its facts, in the order of the floors."""
    return [{"template": panel.template, **panel.context(person, user)} for panel in _panels]
