"""What a hint is: where it is, what was seen there, and what would help."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Hint:
    """Something to look at once more. It never stops anybody.

    name: the field it is about; seen: what stands there; do: what would help; kind: which rule says so.
    """

    name: str
    kind: str
    seen: str
    do: str


@dataclass(frozen=True)
class Known:
    """What the rules take from elsewhere.

    explained: words the project explains, in small letters; rates: how pay stands to the policy, as rows;
    floor_pence: what an hour should come to at least, as the organisation's policy says, with its name.
    """

    explained: frozenset[str] = frozenset()
    rates: tuple[Mapping[str, Any], ...] = ()
    floor_pence: int | None = None
    policy: str = ""
