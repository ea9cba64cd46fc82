"""Which roles one person asks for and another confirms, and what is odd about an account. Pure decisions."""

from collections.abc import Iterable

from contributors.accounts.roles import roles_with
from coproduce.foundation.text import folded

POWER = ("approve_claims", "make_payments", "release_payments", "administer")
"""Power over money, or over who has it. A role with any of these needs a second person."""


def needs_second(role: str) -> bool:
    """Say whether a role counts only once somebody else than who asked for it has confirmed it."""
    return any(role in roles_with(capability) for capability in POWER)


def shared_names(names: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the names that somebody else here goes by as well: one person may be two accounts."""
    taken = {folded(other) for other in others}
    return sorted({name for name in names if folded(name) in taken})
