from typing import Any

from contributors.people.access_needs.actions import LOOKED
from contributors.people.models import Person
from coproduce.foundation.history.queries import entries_about


def looks(person: Person) -> list[dict[str, Any]]:
    """Return the last ten looks at a person's needs, newest first: who, when."""
    entries = entries_about(person).filter(verb=LOOKED).prefetch_related("by__people")[:10]
    return [{"who": str(entry.by), "at": entry.at} for entry in entries]
