"""What was claimed, approved and paid on a project. The floor above knows and registers the answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spend:
    """Whole pence. Each sum holds the next: what is paid was approved, what is approved was claimed.

    `parts` is the same for each kind of money, in words: fees and expenses stay apart for ever.
    """

    claimed: int = 0
    approved: int = 0
    paid: int = 0
    parts: tuple[tuple[str, "Spend"], ...] = ()


Source = Callable[[Sequence[int]], Mapping[int, Spend]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Make the source known: a function of project ids that returns {project id: Spend}.

    Raises ValueError for a second one: two sources would count claims twice.
    """
    if _sources and _sources != [source]:
        raise ValueError("spend has a source already")
    _sources[:] = [source]
    return source


def of(project_id: int) -> Spend:
    """Return what was spent on a project; nothing where nobody has claimed."""
    found = _sources[0]([project_id]) if _sources else {}
    return found.get(project_id, Spend())
